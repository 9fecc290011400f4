/** What a run of the scenarios found out, as data: the form that all reports are written from. */
import type { Usage } from '#aws';
import type { WireRecord } from '../wire/exchange.ts';
import type { Story } from './story.ts';

export type Outcome = 'passed' | 'failed' | 'not verifiable' | 'deviates';

export interface Verdict {
  /** The scenario's folder: `presigned`. */
  readonly family: string;
  readonly sentence: string;
  /** Where the behaviour is written. */
  readonly source: string;
  readonly outcome: Outcome;
  /** Of everything that did not pass: the failure's message, the missing ability, the known deviation. */
  readonly reason?: string;
  readonly milliseconds: number;
  /** What stood in for what the target lacks. */
  readonly filledIn?: readonly string[];
  /** Of a failure. */
  readonly story?: Story;
  /** Everything that went over the wire; only while runs are compared or recorded. */
  readonly wire?: WireRecord;
  /** What was used; only while a run is rehearsed. */
  readonly spent?: readonly Usage[];
}

export interface Report {
  /** `embedded`, `localstack`, `endpoint`, `aws` */
  readonly target: string;
  /** What exactly was judged: an image, an address, our own version. */
  readonly judged: string;
  /** ISO 8601. */
  readonly at: string;
  readonly verdicts: readonly Verdict[];
}

export const OUTCOMES: readonly Outcome[] = ['passed', 'failed', 'deviates', 'not verifiable'];

export const countOf = (verdicts: readonly Verdict[], outcome: Outcome): number =>
  verdicts.filter((verdict) => verdict.outcome === outcome).length;

/** `61 passed, 2 failed`; outcomes that did not occur are left out. */
export const summaryOf = (verdicts: readonly Verdict[]): string =>
  OUTCOMES.map((outcome) => [countOf(verdicts, outcome), outcome] as const)
    .filter(([count]) => count > 0)
    .map(([count, outcome]) => `${count} ${outcome}`)
    .join(', ') || 'nothing ran';

/** Verdicts by family, both in alphabetical order of the family and the order of the run. */
export function byFamily(verdicts: readonly Verdict[]): readonly (readonly [string, readonly Verdict[]])[] {
  const families = Map.groupBy(verdicts, ({ family }) => family);
  return [...families].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
