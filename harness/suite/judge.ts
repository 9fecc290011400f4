/**
 * One run of scenarios on one target, with what surrounds it on a cloud that outlives the run: nobody else runs there at
 * the same time, nothing of an earlier run lies about, what it will cost is within the budget before anything is made,
 * and what it made is removed, however it ended.
 */
import { SafelightError } from '#aws';
import type { Report } from '../report/verdict.ts';
import { holdToSpend } from '../rails.ts';
import { findLeftovers, removeLeftovers } from '../sweep/sweep.ts';
import { newRun, startOf } from '../targets/run-mark.ts';
import type { Leftover } from '../sweep/leftover.ts';
import { rehearse } from './rehearsal.ts';
import { runSuite, type OwnScenarios, type SuiteEnvironment } from './run-suite.ts';
import type { Selection } from './selection.ts';
import { lockTarget } from './target-lock.ts';
import type { ReadyTarget, SharedCloud, TargetChoice } from './target-choice.ts';

export interface JudgeOptions {
  readonly selection: Selection;
  /** Scenarios of the project that is judged, run after ours. */
  readonly own?: OwnScenarios | undefined;
  /** Dollars that the run may cost. */
  readonly budget?: number | undefined;
  readonly quiet?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Further variables for the scenarios. */
  readonly env?: SuiteEnvironment;
  /** Is told what is being done. */
  readonly onProgress?: (step: string) => void;
}

export interface Judgement {
  readonly report: Report;
  readonly failed: boolean;
  /** What could not be removed, with the reason. */
  readonly left: readonly string[];
}

/** @throws SafelightError for whatever keeps the run from happening as asked */
export async function judge(
  { target, deployed }: Pick<TargetChoice, 'target' | 'deployed'>,
  ready: ReadyTarget,
  options: JudgeOptions,
): Promise<Judgement> {
  const { selection, onProgress = () => undefined } = options;
  const run = newRun();
  const { shared } = ready;
  await using lock = shared === undefined ? undefined : await lockTarget(shared.identity, run);
  const makes = lock !== undefined && deployed === undefined;
  if (makes && shared !== undefined) {
    onProgress('looking for leftovers of earlier runs');
    await holdToClean(shared);
    if (target === 'aws') await holdToBudget(shared, options);
  }
  const left: string[] = [];
  const at = new Date().toISOString();
  try {
    const { verdicts, failed } = await runSuite(selection, {
      ...options,
      env: { ...ready.env, ...options.env, SAFELIGHT_RUN: run },
    });
    const report = { target, judged: ready.judged, at, verdicts };
    return { report, failed, left };
  } finally {
    if (makes && shared !== undefined) {
      onProgress('removing what the run made');
      left.push(...(await removeRun(shared, run)));
    }
  }
}

async function holdToBudget({ region }: SharedCloud, options: JudgeOptions): Promise<void> {
  const { selection, budget, onProgress = () => undefined } = options;
  onProgress('rehearsing the run on the embedded cloud');
  const { usd, scenarios } = await rehearse(selection, region);
  onProgress(`${scenarios} scenarios would cost some $${usd.toPrecision(2)} at list prices`);
  holdToSpend(usd, process.env, budget);
}

async function removeRun({ clients, tagged, sweep }: SharedCloud, run: string): Promise<readonly string[]> {
  const { leftovers, unseen } = await findLeftovers(clients, { tagged, runs: (other) => other === run });
  const { failed } = await removeLeftovers(clients, leftovers);
  const left = failed.map(
    ({ leftover: { kind, name }, reason }) =>
      `${kind} ${name} was not removed (${reason}): ${sweep} --run ${run}`,
  );
  // An emulator that lacks a service has nothing of it; at AWS it is a right that is missing.
  return tagged
    ? [...left, ...unseen.map(({ kinds, reason }) => `${kinds} could not be listed: ${reason}`)]
    : left;
}

/** @throws SafelightError ERR_LEFTOVERS */
async function holdToClean({ clients, tagged, identity, sweep }: SharedCloud): Promise<void> {
  const { leftovers } = await findLeftovers(clients, { tagged });
  if (leftovers.length === 0) return;
  throw new SafelightError(
    'ERR_LEFTOVERS',
    `${identity} holds what earlier runs left: ${listed(leftovers)}.`,
    {
      hint: `If none of them is under way, remove it with: ${sweep} --older-than 0s`,
    },
  );
}

/** `2 buckets and 1 queue of run slm… (2026-11-28T12:00:00Z)` */
function listed(leftovers: readonly Leftover[]): string {
  const runs = Map.groupBy(leftovers, ({ run }) => run);
  return [...runs]
    .map(([run, members]) => {
      const kinds = [...Map.groupBy(members, ({ kind }) => kind)].map(
        ([kind, those]) => `${those.length} × ${kind}`,
      );
      return `${kinds.join(', ')} of run ${run}, begun ${new Date(startOf(run)).toISOString()}`;
    })
    .join('; ');
}
