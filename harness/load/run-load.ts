/** A run of a journey from an empty cloud to its result. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SafelightError } from '#aws';
import { readPhoto } from '../journey/photo.ts';
import { startSession } from '../session.ts';
import type { K6 } from './find-k6.ts';
import type { Journey } from './journeys.ts';
import { runK6, type Outcome } from './k6-run.ts';
import type { Pace, ProfileName } from './pace.ts';
import { readSummary, valueOf, type Summary } from './summary.ts';
import { Timeline, type Second } from './timeline.ts';
import { Work, type WorkRow } from './work.ts';

export interface LoadRequest {
  readonly k6: K6;
  readonly journey: Journey;
  readonly profile: ProfileName;
  readonly pace: Pace;
  /** Path of what is uploaded; the journey's own image when absent. */
  readonly image?: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (step: string) => void;
}

/**
 * `invalid`: k6 could not send what it was asked to, so that the numbers are those of another, lower load.
 * `interrupted`: somebody ended it, and the numbers are those until then.
 */
export type Verdict = 'passed' | 'failed' | 'invalid' | 'interrupted';

export interface LoadResult {
  readonly journey: string;
  readonly profile: ProfileName;
  readonly pace: Pace;
  /** Version of k6. */
  readonly k6: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly verdict: Verdict;
  /** Iterations that were due and that k6 had no virtual user for. */
  readonly dropped: number;
  readonly summary: Summary;
  readonly seconds: readonly Second[];
  readonly work: readonly WorkRow[];
}

/** @throws SafelightError ERR_K6_RUN, ERR_K6_SUMMARY, ERR_INTERRUPTED, ERR_PHOTO_… */
export async function runLoad(request: LoadRequest): Promise<LoadResult> {
  const { journey, profile, pace, k6, signal, onProgress } = request;
  const photo = await readPhoto(request.image ?? journey.image);
  await using session = await startSession({
    blueprint: journey.blueprint,
    onProgress,
    cloud: { port: 0, clock: 'real' },
  });
  await using scratch = await temporaryFolder();
  const prepared = await journey.prepare(session, photo);
  if (signal.aborted) {
    throw new SafelightError('ERR_INTERRUPTED', 'The run was ended before any load was sent.', {
      hint: 'Start it again when you want its result.',
    });
  }
  const timeline = new Timeline();
  const work = new Work();
  const summaryFile = join(scratch.path, 'summary.json');
  const startedAt = new Date().toISOString();
  const unsubscribe = session.cloud.journal.subscribe(work.hear);
  const ticking = setInterval(() => onProgress(`${timeline.iterations} iterations of ${journey.name}`), 500);
  try {
    const outcome = await runK6({
      k6,
      script: journey.script,
      signal,
      variables: {
        ...prepared,
        IMAGE: resolve(photo.path),
        FILENAME: `photo.${photo.extension}`,
        CONTENT_TYPE: photo.contentType,
        PROFILE: profile,
        RATE: String(pace.rate),
        SECONDS: String(pace.seconds),
        SUMMARY: summaryFile,
      },
      onSample: (line) => timeline.add(line),
    });
    const summary = readSummary(await readFile(summaryFile, 'utf8').catch(() => ''));
    const dropped = valueOf(summary, 'dropped_iterations', 'count') ?? 0;
    return {
      journey: journey.name,
      profile,
      pace,
      k6: k6.version,
      startedAt,
      verdict: verdictOf(outcome, dropped),
      dropped,
      summary,
      seconds: timeline.seconds(),
      work: work.rows(),
    };
  } finally {
    clearInterval(ticking);
    unsubscribe();
  }
}

function verdictOf(outcome: Outcome, dropped: number): Verdict {
  if (outcome === 'interrupted') return outcome;
  if (dropped > 0) return 'invalid';
  return outcome === 'passed' ? 'passed' : 'failed';
}

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'safelight-load-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
