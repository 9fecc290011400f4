/**
 * When alarms look at their metrics. An alarm whose result cannot change is left alone: the next look is at the first
 * evaluation at which a sample enters, leaves or moves within the periods looked at, or after new data came. So a year
 * without data costs nothing, and neither do the hours between two daily values.
 */
import type { Clock } from '../../kernel/clock.ts';
import type { Duration, Instant } from '../../kernel/instant.ts';
import type { Store } from '../../kernel/store.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import { isMetricAlarm, type MetricAlarm } from './alarm.ts';
import type { Alarms } from './alarms.ts';
import { judge, type Reading, type Verdict } from './judgement.ts';
import { metricKey, type MetricName } from './metric.ts';
import { QueryRun, seriesShown } from './metric-queries.ts';
import { startOf, type Metrics } from './metrics.ts';
import { watchingOf, type Watching } from './watching.ts';

export class AlarmWatch {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  readonly #alarms: Alarms;
  readonly #onVerdict: (alarm: MetricAlarm, verdict: Verdict, now: Instant) => void;
  readonly #watched = new Map<number, Watching>();
  readonly #byMetric = new Map<string, Set<number>>();
  /** Alarms by the instant of their next look. */
  readonly #due = new Map<Instant, Set<number>>();
  readonly #dueAt = new Map<number, Instant>();

  /** @param onVerdict told, within the transaction, of what an alarm's data say */
  constructor(
    store: Store,
    clock: Clock,
    metrics: Metrics,
    alarms: Alarms,
    onVerdict: (alarm: MetricAlarm, verdict: Verdict, now: Instant) => void,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#metrics = metrics;
    this.#alarms = alarms;
    this.#onVerdict = onVerdict;
    metrics.onData((key) => {
      for (const id of this.#byMetric.get(key) ?? []) this.lookSoon(id);
    });
  }

  /** Begins to watch an alarm, or to watch what it watches now. */
  watch(alarm: MetricAlarm): void {
    this.forget(alarm.id);
    const watching = watchingOf(alarm);
    this.#watched.set(alarm.id, watching);
    for (const metric of metricsOf(watching)) {
      const key = metricKey(metric);
      const ids = this.#byMetric.get(key);
      if (ids === undefined) this.#byMetric.set(key, new Set([alarm.id]));
      else ids.add(alarm.id);
    }
    this.lookSoon(alarm.id);
  }

  forget(id: number): void {
    const watching = this.#watched.get(id);
    if (watching === undefined) return;
    this.#watched.delete(id);
    const at = this.#dueAt.get(id);
    if (at !== undefined) this.#due.get(at)?.delete(id);
    this.#dueAt.delete(id);
    for (const metric of metricsOf(watching)) {
      const key = metricKey(metric);
      const ids = this.#byMetric.get(key);
      ids?.delete(id);
      if (ids?.size === 0) this.#byMetric.delete(key);
    }
  }

  /** Has the alarm look at its next evaluation. */
  lookSoon(id: number): void {
    const watching = this.#watched.get(id);
    if (watching === undefined) return;
    this.#lookAt(id, startOf(this.#clock.now(), watching.step) + watching.step);
  }

  #lookAt(id: number, at: Instant): void {
    const known = this.#dueAt.get(id);
    if (known !== undefined) {
      if (known <= at) return;
      this.#due.get(known)?.delete(id);
    }
    this.#dueAt.set(id, at);
    const together = this.#due.get(at);
    if (together !== undefined) {
      together.add(id);
      return;
    }
    this.#due.set(at, new Set([id]));
    this.#clock.schedule(at, () => this.#look(at));
  }

  #look(at: Instant): void {
    const ids = this.#due.get(at) ?? new Set();
    this.#due.delete(at);
    this.#store.transact(() => {
      for (const id of ids) {
        this.#dueAt.delete(id);
        const standing = this.#alarms.stateOf(id);
        const watching = this.#watched.get(id);
        if (standing === undefined || watching === undefined) continue;
        const readings = this.#read(watching, at);
        const verdict = readings && judge(watching.definition, readings, watching.period, at, standing);
        if (verdict !== undefined) this.#tell(id, verdict, at);
        const next = this.#nextChange(watching, at);
        if (next !== undefined) this.#lookAt(id, next);
      }
    });
  }

  /** Only now is the whole alarm read: most looks change nothing. */
  #tell(id: number, verdict: Verdict, at: Instant): void {
    const alarm = this.#alarms.byId(id);
    if (alarm !== undefined && isMetricAlarm(alarm)) this.#onVerdict(alarm, verdict, at);
  }

  /** Newest first; nothing when the queries cannot be answered. */
  #read({ queries, judged, period, periods }: Watching, end: Instant): readonly Reading[] | undefined {
    const run = new QueryRun(this.#metrics, queries, (length) => ({
      from: end - Math.ceil((periods * period) / length) * length,
      until: end,
    }));
    try {
      const result = run.result(judged);
      const [series] = seriesShown(result);
      return Array.from({ length: periods }, (_, index): Reading => {
        const at = end - (index + 1) * period;
        const value = series?.points.get(at);
        return { at, value: Number.isNaN(value) ? undefined : value, count: result.counts.get(at) };
      });
    } catch (error) {
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  }

  /** The first evaluation after `now` at which a sample's place among the periods is another. */
  #nextChange(watching: Watching, now: Instant): Instant | undefined {
    const { period, periods, step } = watching;
    let next: Instant | undefined;
    for (const metric of metricsOf(watching)) {
      for (const at of this.#metrics.instants(metric, now - periods * period - step)) {
        const change = changeAfter(at, period, step, now);
        const leavesLast = startOf(at + periods * period, step) + step;
        if (change <= leavesLast && (next === undefined || change < next)) next = change;
      }
    }
    return next;
  }
}

/** When a sample next moves from one period into another, seen at steps. */
function changeAfter(at: Instant, period: Duration, step: Duration, now: Instant): Instant {
  const periodsAgo = Math.max(0, Math.floor((now - at) / period) - 1);
  for (let index = periodsAgo; ; index += 1) {
    const change = startOf(at + index * period, step) + step;
    if (change > now) return change;
  }
}

const metricsOf = ({ queries }: Watching): readonly MetricName[] =>
  queries.flatMap((query) => (query.kind === 'metric' ? [query.metric] : []));
