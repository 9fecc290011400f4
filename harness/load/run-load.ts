/** One run of a journey over ground that is ready for it. */
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { SafelightError } from '#aws';
import { readPhoto, type Photo } from '../journey/photo.ts';
import type { LoadProgress } from '../control-client.ts';
import type { K6 } from './find-k6.ts';
import type { Ground } from './ground.ts';
import type { Journey } from './journeys.ts';
import { runK6, type Outcome } from './k6-run.ts';
import type { LoadResult } from './load-result.ts';
import { Observer } from './observer.ts';
import type { Pace, ProfileName } from './pace.ts';
import { writePadded } from './padded-image.ts';
import { costOfRun } from './run-cost.ts';
import { saturationOf } from './saturation.ts';
import { readSummary, valueOf, type Summary } from './summary.ts';
import { Timeline } from './timeline.ts';
import { verdictOf } from './verdict.ts';

export interface LoadRequest {
  readonly k6: K6;
  readonly ground: Ground;
  readonly journey: Journey;
  readonly profile: ProfileName;
  readonly pace: Pace;
  /** Path of what is uploaded; the journey's own image when absent. */
  readonly image?: string | undefined;
  /** Bytes that the image is padded to; the journey's own size when absent. */
  readonly size?: number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (step: string) => void;
}

/** Milliseconds between two tellings of how far the run is. */
const TELLING = 1_000;

/** @throws SafelightError ERR_K6_RUN, ERR_K6_SUMMARY, ERR_INTERRUPTED, ERR_PHOTO_…, ERR_SIZE */
export async function runLoad(request: LoadRequest): Promise<LoadResult> {
  const { ground, journey, profile, pace, k6, signal, onProgress } = request;
  const { target } = ground;
  await using scratch = await temporaryFolder();
  const photo = await photoFor(request, scratch.path);
  onProgress('putting in place what the journey needs');
  const prepared = await journey.prepare(ground, photo);
  if (signal.aborted) {
    throw new SafelightError('ERR_INTERRUPTED', 'The run was ended before any load was sent.', {
      hint: 'Start it again when you want its result.',
    });
  }
  const timeline = new Timeline(pace.seconds);
  let k6Process: number | undefined;
  const observer = new Observer(
    target,
    () => k6Process,
    (at, lag) => timeline.addLag(at, lag),
  );
  const summaryFile = join(scratch.path, 'summary.json');
  const startedAt = new Date();
  const usedBefore = await target.control?.usage();
  await observer.start();
  const tell = (state: string): Promise<unknown> | undefined => {
    onProgress(howFar(request, timeline, startedAt));
    return target.control
      ?.loadProgress(progressOf(request, timeline, startedAt, state))
      .catch(() => undefined);
  };
  const telling = setInterval(() => void tell('running'), TELLING);
  let outcome: Outcome;
  try {
    outcome = await runK6({
      k6,
      script: journey.script,
      signal,
      variables: {
        ...prepared,
        ...settingsOf(photo, profile, pace),
        SUMMARY: summaryFile,
        RUNNERS: '1',
      },
      onSample: (line) => timeline.add(line),
      onStart: (pid) => {
        k6Process = pid;
      },
    });
  } finally {
    clearInterval(telling);
    await observer.stop();
  }
  const summary = readSummary(await readFile(summaryFile, 'utf8').catch(() => ''));
  const usedAfter = await target.control?.usage();
  const { step, noun } = journey.unit;
  const dropped = valueOf(summary, 'dropped_iterations', 'count') ?? 0;
  const verdict = verdictOf(outcome, dropped, profile);
  await tell(verdict);
  return {
    journey: journey.name,
    profile,
    pace,
    imageBytes: photo.bytes.length,
    target: { name: target.name, endpoint: target.s3 },
    k6: { version: k6.version, origin: k6.origin },
    machine: { processors: availableParallelism(), memory: totalmem(), node: process.version },
    startedAt: startedAt.toISOString(),
    verdict,
    dropped,
    summary,
    windows: timeline.windows(),
    windowStart: timeline.start,
    work: observer.work.rows(),
    stages: observer.lags.stages,
    missedEntries: observer.missed,
    samples: observer.samples,
    saturation: saturationOf(observer.samples, availableParallelism()),
    cost:
      usedBefore === undefined || usedAfter === undefined
        ? undefined
        : costOfRun(usedBefore, usedAfter, imagesOf(summary, timeline, step), noun),
  };
}

/** The summary counts a step only where a threshold names it. */
function imagesOf(summary: Summary, timeline: Timeline, step: string): number {
  const counted = valueOf(summary, `http_req_duration{name:${step}}`, 'count');
  return counted ?? timeline.windows().reduce((sum, { steps }) => sum + (steps.get(step)?.count ?? 0), 0);
}

/** The image that a run sends, at its size. */
export async function photoFor(
  { journey, image, size = journey.size }: Pick<LoadRequest, 'journey' | 'image' | 'size'>,
  folder: string,
): Promise<Photo> {
  const photo = await readPhoto(image ?? journey.image);
  if (size === undefined || size === photo.bytes.length) return photo;
  const path = join(folder, `padded.${photo.extension}`);
  await writePadded(path, photo.bytes, size);
  return readPhoto(path);
}

/** The run as the dashboard shows it. */
function progressOf(
  { journey, profile, pace }: LoadRequest,
  timeline: Timeline,
  startedAt: Date,
  state: string,
): LoadProgress {
  return {
    journey: journey.name,
    profile,
    state,
    elapsed: (Date.now() - startedAt.getTime()) / 1_000,
    seconds: pace.seconds,
    ...timeline.totals,
    steps: timeline.steps(),
  };
}

function howFar({ journey, pace }: LoadRequest, timeline: Timeline, startedAt: Date): string {
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1_000);
  const { iterations, failures, dropped } = timeline.totals;
  const trouble = [
    ...(failures > 0 ? [`${failures} requests failed`] : []),
    ...(dropped > 0 ? [`${dropped} arrivals dropped`] : []),
  ];
  return [`${seconds} of ${pace.seconds} s`, `${iterations} iterations of ${journey.name}`, ...trouble].join(
    ', ',
  );
}

/** What every script is told. */
export const settingsOf = (
  photo: Photo,
  profile: ProfileName,
  pace: Pace,
): Readonly<Record<string, string>> => ({
  IMAGE: resolve(photo.path),
  FILENAME: `photo.${photo.extension}`,
  CONTENT_TYPE: photo.contentType,
  PROFILE: profile,
  RATE: String(pace.rate),
  SECONDS: String(pace.seconds),
});

/** A folder that goes when it is disposed of, or when this process is ended by a second Ctrl-C. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'safelight-load-'));
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  process.once('exit', remove);
  return {
    path,
    async [Symbol.asyncDispose]() {
      process.off('exit', remove);
      await rm(path, { recursive: true, force: true });
    },
  };
}
