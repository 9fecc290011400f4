/**
 * How what one run makes on a cloud of many is told from everything else: names carry the run's id, and where a target
 * lets them, so do tags. The id says when the run began, so that a look at a name is enough to know how old it is.
 */
import { randomInt } from 'node:crypto';

/** `safelight:run`: the tag on everything that a run makes on AWS. */
export const RUN_TAG = 'safelight:run';

const DIGITS = 36;
const TIME_LENGTH = 8;
const CHANCE_LENGTH = 3;

/** `slmhz3k2q4a7f`: `sl`, milliseconds since the epoch and chance, in digits that names of all services may have. */
export function newRun(now = Date.now()): string {
  const chance = randomInt(DIGITS ** CHANCE_LENGTH).toString(DIGITS);
  return `sl${now.toString(DIGITS).padStart(TIME_LENGTH, '0')}${chance.padStart(CHANCE_LENGTH, '0')}`;
}

/** The run that this process is part of: the one of its environment, or one of its own. */
export const currentRun = (env: NodeJS.ProcessEnv = process.env): string =>
  (env['SAFELIGHT_RUN'] ??= newRun());

const MARK = /(?:^|[-/:])(sl[0-9a-z]{11})(?=[0-9a-z]*(?:[-./:]|$))/;
const OLDEST = Date.UTC(2026, 0, 1);

/** The run whose mark a name bears. */
export function runOf(name: string | undefined): string | undefined {
  const run = MARK.exec(name ?? '')?.[1];
  return run !== undefined && startOf(run) >= OLDEST && startOf(run) <= Date.now() + 60_000 ? run : undefined;
}

/** When a run began, in milliseconds since the epoch. */
export const startOf = (run: string): number => Number.parseInt(run.slice(2, 2 + TIME_LENGTH), DIGITS);
