/** What metric math computes with: numbers, metrics over time, and lists of those. */
import type { Duration, Instant } from '../../../kernel/instant.ts';

/** Values by the start of their period, in order of time. */
export interface Series {
  readonly period: Duration;
  readonly points: ReadonlyMap<Instant, number>;
}

export type Value = number | Series | readonly Series[];

export const isList = (value: Value): value is readonly Series[] => Array.isArray(value);

export const mapSeries = (series: Series, change: (value: number, at: Instant) => number): Series => ({
  period: series.period,
  points: new Map([...series.points].map(([at, value]) => [at, change(value, at)])),
});

/** Applies a function to a number, each point of a series, or each series of a list. */
export function mapValue(value: Value, change: (value: number) => number): Value {
  if (typeof value === 'number') return change(value);
  return isList(value) ? value.map((series) => mapSeries(series, change)) : mapSeries(value, change);
}

/** Combines two values point by point; a point that one side lacks is left out. */
export function combine(left: Value, right: Value, operate: (left: number, right: number) => number): Value {
  if (typeof right === 'number') return mapValue(left, (value) => operate(value, right));
  if (typeof left === 'number') return mapValue(right, (value) => operate(left, value));
  if (isList(left))
    return left.map((series) => combine(series, isList(right) ? series : right, operate) as Series);
  if (isList(right)) return right.map((series) => combine(left, series, operate) as Series);
  const points = new Map<Instant, number>();
  for (const [at, value] of left.points) {
    const other = right.points.get(at);
    if (other !== undefined) points.set(at, operate(value, other));
  }
  return { period: left.period, points };
}
