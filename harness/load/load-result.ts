/** What a run brought, as its reports show it. */
import type { Latencies } from './latencies.ts';
import type { Stage } from './event-lags.ts';
import type { Sample } from './observer.ts';
import type { Pace, ProfileName } from './pace.ts';
import type { RunCost } from './run-cost.ts';
import type { Saturation } from './saturation.ts';
import type { Summary } from './summary.ts';
import type { Window } from './timeline.ts';
import type { Verdict } from './verdict.ts';
import type { WorkRow } from './work.ts';

export interface LoadResult {
  readonly journey: string;
  readonly profile: ProfileName;
  readonly pace: Pace;
  readonly imageBytes: number;
  readonly target: { readonly name: string; readonly endpoint: string };
  readonly k6: { readonly version: string; readonly origin: string };
  readonly machine: { readonly processors: number; readonly memory: number; readonly node: string };
  /** ISO 8601. */
  readonly startedAt: string;
  readonly verdict: Verdict;
  /** Iterations that were due and that k6 had no virtual user for. */
  readonly dropped: number;
  readonly summary: Summary;
  readonly windows: readonly Window[];
  /** When the first window begins, in milliseconds since the epoch. */
  readonly windowStart: number;
  readonly work: readonly WorkRow[];
  /** Where an upload's time went, as the journal tells. */
  readonly stages: ReadonlyMap<Stage, Latencies>;
  /** Entries of the journal that came faster than they were read: work and stages lack them. */
  readonly missedEntries: number;
  readonly samples: readonly Sample[];
  readonly saturation: Saturation;
  /** Nothing where the target counts no usage. */
  readonly cost: RunCost | undefined;
}
