/** What `safelight load` does, from the options to the verdict. */
import type { Progress } from '../cli/progress.ts';
import { findK6 } from './find-k6.ts';
import { prepareGround } from './ground.ts';
import { findJourney } from './journeys.ts';
import { loadJson, loadText, writeReports } from './load-report.ts';
import type { LoadResult, Verdict } from './load-result.ts';
import { joinLoadTarget, startLoadTarget, type LoadTarget } from './load-target.ts';
import { paceOf, type ProfileName } from './pace.ts';
import { holdToLoopback } from './rails.ts';
import { runLoad } from './run-load.ts';

export interface LoadAsked {
  readonly journey: string;
  readonly profile: ProfileName;
  /** An origin. */
  readonly target?: string;
  readonly remote?: boolean;
  readonly rate?: number;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  readonly image?: string;
  readonly size?: number;
  /** A folder. */
  readonly out?: string;
  readonly json?: boolean;
}

export interface Surroundings {
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** @throws SafelightError for whatever could not run as asked */
export async function load(asked: LoadAsked, { signal, progress }: Surroundings): Promise<Verdict> {
  const journey = findJourney(asked.journey);
  const pace = paceOf(asked.profile, { ...asked, share: journey.share });
  holdToLoopback(asked.target, asked.remote === true);
  const k6 = await findK6({ onProgress: progress.step });
  const { profile, image, size } = asked;
  await using target = await targetFor(asked);
  await using ground = await prepareGround(target, journey.blueprint, progress.step);
  const result = await runLoad({
    k6,
    ground,
    journey,
    profile,
    pace,
    image,
    size,
    signal,
    onProgress: progress.step,
  });
  progress.stop();
  await tell(result, asked);
  return result.verdict;
}

const targetFor = ({ target }: LoadAsked): Promise<LoadTarget> =>
  target === undefined ? startLoadTarget() : joinLoadTarget(target);

async function tell(result: LoadResult, { out, json }: LoadAsked): Promise<void> {
  if (out !== undefined) await writeReports(result, out);
  process.stdout.write(json ? loadJson(result) : loadText(result));
}
