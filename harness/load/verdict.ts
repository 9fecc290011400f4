import type { Outcome } from './k6-run.ts';
import type { ProfileName } from './pace.ts';

/**
 * `invalid`: k6 could not send what it was asked to, so that the numbers are those of another, lower load.
 * `interrupted`: somebody ended it, and the numbers are those until then.
 */
export type Verdict = 'passed' | 'failed' | 'invalid' | 'interrupted';

/**
 * A breakpoint run is meant to find the rate at which something gives way, be it k6 itself.
 *
 * @param dropped iterations that were due and that k6 had no virtual user for
 */
export function verdictOf(outcome: Outcome, dropped: number, profile: ProfileName): Verdict {
  if (outcome === 'interrupted') return outcome;
  if (dropped > 0 && profile !== 'breakpoint') return 'invalid';
  return outcome === 'passed' ? 'passed' : 'failed';
}
