/**
 * How long samples are kept, and how finely: seconds for three hours, minutes for 15 days, five minutes for 63 days, hours
 * for 455 days (CloudWatch user guide "Metrics retention", read 2026-11-20). What grows too old for its resolution is
 * rolled up into the next, on the clock, an hour's worth or more at a time.
 */
import type { Clock, Cancel } from '../../kernel/clock.ts';
import { days, hours, minutes, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { COARSE, FINE, sampleOf, startOf, type Metrics } from './metrics.ts';

interface Tier {
  readonly resolution: Duration;
  readonly kept: Duration;
  /** What it is rolled up into; nothing for the last. */
  readonly into: Duration | undefined;
}

const TIERS: readonly Tier[] = [
  { resolution: FINE, kept: hours(3), into: COARSE },
  { resolution: COARSE, kept: days(15), into: minutes(5) },
  { resolution: minutes(5), kept: days(63), into: hours(1) },
  { resolution: hours(1), kept: days(455), into: undefined },
];

interface AgedRow {
  readonly metric: number;
  readonly at: number;
  readonly unit: string;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly distribution: string | null;
}

/** The finest period that data of this age can still be asked for in. */
export function finestPeriod(at: Instant, now: Instant): Duration {
  const tier = TIERS.find(({ kept }) => at > now - kept);
  return tier?.resolution ?? hours(1);
}

export class Retention {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  readonly #aged: Statement<AgedRow>;
  readonly #drop: Statement<never>;
  readonly #oldest: Statement<{ at: Instant | null }>;
  readonly #empty: Statement<never>;
  #next: { readonly at: Instant; readonly cancel: Cancel } | undefined;

  constructor(store: Store, clock: Clock, metrics: Metrics) {
    this.#store = store;
    this.#clock = clock;
    this.#metrics = metrics;
    this.#aged = store.statement(
      'SELECT * FROM cloudwatch_samples WHERE resolution = ? AND at < ? ORDER BY metric, at',
    );
    this.#drop = store.statement('DELETE FROM cloudwatch_samples WHERE resolution = ? AND at < ?');
    this.#oldest = store.statement('SELECT min(at) AS at FROM cloudwatch_samples WHERE resolution = ?');
    this.#empty = store.statement(
      `DELETE FROM cloudwatch_metrics
       WHERE last_at < ? AND NOT EXISTS (SELECT 1 FROM cloudwatch_samples WHERE metric = cloudwatch_metrics.id)`,
    );
    metrics.onData((_, fine) => {
      const soonest = fine ? hours(3) : days(15);
      if (this.#next === undefined || (fine && this.#next.at > clock.now() + hours(4))) {
        this.#plan(clock.now() + soonest);
      }
    });
  }

  /** Takes up what is there to grow old. */
  resume(): void {
    const dues = TIERS.flatMap(({ resolution, kept, into }) => {
      const oldest = this.#oldest.get(resolution)?.at ?? undefined;
      return oldest === undefined ? [] : [oldest + kept + (into ?? resolution)];
    });
    if (dues.length > 0) this.#plan(Math.min(...dues));
  }

  /** Rolls up at the first full hour after an instant. */
  #plan(after: Instant): void {
    this.#next?.cancel();
    const at = startOf(after, hours(1)) + hours(1);
    const cancel = this.#clock.schedule(at, () => {
      this.#next = undefined;
      this.rollUp(this.#clock.now());
      this.resume();
    });
    this.#next = { at, cancel };
  }

  rollUp(now: Instant): void {
    this.#store.transact(() => {
      for (const { resolution, kept, into } of TIERS) {
        const end = startOf(now - kept, into ?? resolution);
        if (into !== undefined) {
          for (const row of this.#aged.all(resolution, end)) {
            this.#metrics.addTo(row.metric, into, row.at, row.unit, sampleOf(row));
          }
        }
        this.#drop.run(resolution, end);
      }
      this.#empty.run(now - days(455));
    });
    this.#metrics.forget();
  }
}
