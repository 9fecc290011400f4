/**
 * A metric over time, cut into periods: one point for each period that had data. Periods begin at the start of the range,
 * which is rounded down to what is still kept of data of that age (API reference "GetMetricStatistics", read 2026-11-20).
 * Units are kept apart, because CloudWatch converts none.
 */
import { hours, minutes, seconds, type Duration, type Instant } from '../../kernel/instant.ts';
import type { MetricName } from './metric.ts';
import { startOf, type Metrics } from './metrics.ts';
import { finestPeriod } from './retention.ts';
import type { Sample } from './sample.ts';

export interface Range {
  readonly from: Instant;
  readonly until: Instant;
  readonly period: Duration;
}

/** Samples by the start of their period, in order of time. */
export type PeriodSamples = ReadonlyMap<Instant, Sample>;

/** The range as CloudWatch looks at it. */
export function alignedRange({ from, until, period }: Range, now: Instant): Range {
  const finest = finestPeriod(from, now);
  const grain = period < minutes(1) ? period : Math.max(finest, minutes(1));
  return { from: startOf(from, grain), until, period };
}

/** Samples of a metric by unit, in alphabetical order of units. */
export function readSeries(
  metrics: Metrics,
  metric: MetricName,
  { from, until, period }: Range,
  unit?: string,
): ReadonlyMap<string, PeriodSamples> {
  const byUnit = new Map<string, Map<Instant, Sample>>();
  for (const kept of metrics.read(metric, from, until, period)) {
    if (unit !== undefined && kept.unit !== unit) continue;
    const start = from + startOf(kept.at - from, period);
    let points = byUnit.get(kept.unit);
    if (points === undefined) byUnit.set(kept.unit, (points = new Map()));
    const sample = points.get(start);
    if (sample === undefined) points.set(start, kept.sample);
    else sample.merge(kept.sample);
  }
  return new Map([...byUnit].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const FINE_PERIODS: readonly Duration[] = [seconds(1), seconds(5), seconds(10), seconds(20), seconds(30)];

/** Whether a period is one that CloudWatch knows: 1, 5, 10, 20 or 30 seconds, or whole minutes up to a day. */
export const isPeriod = (period: Duration): boolean =>
  FINE_PERIODS.includes(period) || (period > 0 && period % minutes(1) === 0 && period <= hours(24));
