/** What `safelight load` does, from the options to the verdict. */
import { resolve } from 'node:path';
import { SafelightError } from '#aws';
import type { Progress } from '../cli/progress.ts';
import { allowedAccounts, holdToAccounts, holdToCost, holdToLoopback } from '../rails.ts';
import { againstBlocks, readEarlier, type ReportOfRun } from './against.ts';
import { emit } from './emit/emit.ts';
import { findK6, type K6 } from './find-k6.ts';
import { findKnee, kneeText } from './find-knee.ts';
import { prepareGround, type Ground } from './ground.ts';
import { findJourney, type Journey } from './journeys.ts';
import { loadJson, loadText, writeReports } from './load-report.ts';
import type { LoadResult } from './load-result.ts';
import type { Verdict } from './verdict.ts';
import { awsLoadTarget, joinLoadTarget, startLoadTarget, type LoadTarget } from './load-target.ts';
import { paceOf, type Pace, type ProfileName } from './pace.ts';
import { projectedCost } from './projected-cost.ts';
import { photoFor, runLoad, settingsOf, temporaryFolder } from './run-load.ts';

export interface LoadAsked {
  readonly journey: string;
  readonly profile: ProfileName;
  /** An origin, or `aws`. */
  readonly target?: string;
  readonly remote?: boolean;
  readonly yes?: boolean;
  readonly rate?: number;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  readonly image?: string;
  readonly size?: number;
  /** A folder. */
  readonly out?: string;
  readonly json?: boolean;
  /** A file. */
  readonly against?: string;
  readonly findKnee?: boolean;
  readonly emit?: 'k8s' | 'cloud';
  readonly parallelism?: number;
}

export interface Surroundings {
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Milliseconds of each run of a search, unless told otherwise; and how much higher than the usual rate it looks. */
const KNEE_RUN = 15_000;
const KNEE_HEIGHT = 100;

/** @throws SafelightError for whatever could not run as asked */
export async function load(asked: LoadAsked, surroundings: Surroundings): Promise<Verdict> {
  const { progress } = surroundings;
  const journey = findJourney(asked.journey);
  const profile = asked.findKnee ? 'steady' : asked.profile;
  const duration = asked.duration ?? (asked.findKnee ? KNEE_RUN : undefined);
  const pace = paceOf(profile, { ...asked, duration, share: journey.share });
  holdToLoopback(asked.target, asked.remote === true);
  const earlier = asked.against === undefined ? undefined : await readEarlier(asked.against);
  const k6 = await findK6({ onProgress: progress.step });
  await using target = await targetFor(asked);
  if (target.name === 'aws') await holdToRails(asked, journey, profile, pace, target);
  const keep = asked.emit !== undefined;
  if (keep && asked.target === undefined) throw noTarget();
  await using ground = await prepareGround(target, journey.blueprint, progress.step, { keep });
  if (keep) return await emitted({ asked, journey, profile, pace, k6, ground, progress });
  const run = (rate: number): Promise<LoadResult> =>
    runLoad({
      k6,
      ground,
      journey,
      profile,
      pace: { ...pace, rate },
      image: asked.image,
      size: asked.size,
      signal: surroundings.signal,
      onProgress: progress.step,
    });
  if (asked.findKnee) {
    const knee = await findKnee(pace.rate, pace.rate * KNEE_HEIGHT, run);
    progress.stop();
    if (knee.best !== undefined && asked.out !== undefined) await writeReports(knee.best, asked.out);
    const { best: _, ...told } = knee;
    process.stdout.write(asked.json ? `${JSON.stringify(told)}\n` : kneeText(knee, journey.name));
    return knee.runs.at(-1)?.verdict === 'interrupted'
      ? 'interrupted'
      : knee.best === undefined
        ? 'failed'
        : 'passed';
  }
  const result = await run(pace.rate);
  progress.stop();
  await tell(result, asked, earlier);
  return result.verdict;
}

function targetFor({ target }: LoadAsked): Promise<LoadTarget> {
  if (target === undefined) return startLoadTarget();
  return target === 'aws' ? awsLoadTarget() : joinLoadTarget(target);
}

/** Said before anything is made there: which account, and what it is going to cost. */
async function holdToRails(
  asked: LoadAsked,
  journey: Journey,
  profile: ProfileName,
  pace: Pace,
  { accountId, region }: LoadTarget,
): Promise<void> {
  holdToAccounts(accountId, allowedAccounts(process.env), 'loaded');
  await using scratch = await temporaryFolder();
  const { bytes } = await photoFor({ journey, image: asked.image, size: asked.size }, scratch.path);
  const usd = projectedCost(journey.name, profile, pace, bytes.length, region);
  process.stderr.write(
    `${journey.name}, ${profile} at ${pace.rate}/s for ${pace.seconds} s on account ${accountId} in ${region}: some $${usd.toPrecision(2)} at list prices.\n`,
  );
  holdToCost(usd, asked.yes === true, process.env);
}

interface Emission {
  readonly asked: LoadAsked;
  readonly journey: Journey;
  readonly profile: ProfileName;
  readonly pace: Pace;
  readonly k6: K6;
  readonly ground: Ground;
  readonly progress: Progress;
}

/** What is written leads to a target that stays, and so must everything that it names. */
async function emitted({ asked, journey, profile, pace, k6, ground, progress }: Emission): Promise<Verdict> {
  if (ground.apiIsOurs) {
    throw new SafelightError('ERR_EMIT', 'The image API would end with this command.', {
      hint: 'Start the target with `safelight up`, whose API stays, or emit a journey that needs none: ingest, multipart, browse.',
    });
  }
  await using scratch = await temporaryFolder();
  const photo = await photoFor({ journey, image: asked.image, size: asked.size }, scratch.path);
  const prepared = await journey.prepare(ground, photo);
  const text = await emit(asked.emit ?? 'k8s', {
    k6,
    journey,
    profile,
    pace,
    variables: { ...prepared, ...settingsOf(photo, profile, pace) },
    imageBytes: photo.bytes.length,
    out: resolve(asked.out ?? 'load-out'),
    parallelism: asked.parallelism ?? 1,
  });
  progress.stop();
  process.stdout.write(text);
  return 'passed';
}

const noTarget = (): SafelightError =>
  new SafelightError('ERR_EMIT', 'A cloud of its own would end with this command.', {
    hint: 'Name a cloud that stays with --target.',
  });

async function tell(
  result: LoadResult,
  { out, json }: LoadAsked,
  earlier: ReportOfRun | undefined,
): Promise<void> {
  const comparison =
    earlier === undefined ? [] : againstBlocks(earlier, JSON.parse(loadJson(result)) as ReportOfRun);
  if (out !== undefined) await writeReports(result, out, comparison);
  process.stdout.write(json ? loadJson(result) : loadText(result, comparison));
}
