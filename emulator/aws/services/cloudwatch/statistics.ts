/**
 * Statistics by name: `Average`, `p99.9`, `TM(10%:90%)`. Evidence: CloudWatch user guide "Statistics definitions", read
 * 2026-11-20: percentiles need the values themselves and none of them negative; trimmed statistics take either
 * percentages or values as bounds, the lower exclusive, the upper inclusive.
 *
 * Gap: a percentile is the smallest value that so many percent of all do not exceed; AWS interpolates within its buckets.
 */
import type { Distribution, Sample } from './sample.ts';

/** The statistic's value; absent when the sample cannot tell. */
export type Statistic = (sample: Sample) => number | undefined;

const SIMPLE: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
};

interface Bound {
  readonly value: number;
  readonly percent: boolean;
}

type Bounds = readonly [low: Bound | undefined, high: Bound | undefined];
type TrimmedName = 'TM' | 'WM' | 'TC' | 'TS' | 'PR';

const NUMBER = String.raw`\d+(?:\.\d+)?`;
const PERCENTILE = new RegExp(`^p(${NUMBER})$`);
const SHORT = new RegExp(`^(tm|wm|tc|ts)(${NUMBER})$`);
const RANGE = new RegExp(`^(TM|WM|TC|TS|PR)\\((?:(${NUMBER})(%?))?:(?:(${NUMBER})(%?))?\\)$`);

/** The statistic of this name; `undefined` when there is none. */
export function statisticNamed(name: string): Statistic | undefined {
  if (Object.hasOwn(SIMPLE, name)) return SIMPLE[name];
  const percentile = PERCENTILE.exec(name);
  if (percentile !== null) return percentileStatistic(Number(percentile[1]));
  if (name === 'IQM') return trimmed('TM', [percent(25), percent(75)]);
  const short = SHORT.exec(name);
  if (short !== null) {
    const upTo = Number(short[2]);
    return upTo > 100
      ? undefined
      : trimmed(short[1]!.toUpperCase() as TrimmedName, [percent(0), percent(upTo)]);
  }
  const range = RANGE.exec(name);
  if (range === null) return undefined;
  const [, kind, low, lowPercent, high, highPercent] = range;
  const bounds: Bounds = [boundOf(low, lowPercent), boundOf(high, highPercent)];
  const [from, to] = bounds;
  if (from === undefined && to === undefined) return undefined;
  if (from !== undefined && to !== undefined && from.percent !== to.percent) return undefined;
  if (kind === 'PR' && (from ?? to)?.percent === true) return undefined;
  return trimmed(kind as TrimmedName, bounds);
}

/** The five that need no more than a statistic set. */
export const isSimpleStatistic = (name: string): boolean => Object.hasOwn(SIMPLE, name);

const percent = (value: number): Bound => ({ value, percent: true });

const boundOf = (value: string | undefined, sign: string | undefined): Bound | undefined =>
  value === undefined ? undefined : { value: Number(value), percent: sign === '%' };

function percentileStatistic(rank: number): Statistic | undefined {
  if (rank > 100) return undefined;
  return ({ distribution, count, min, max }) => {
    if (distribution === undefined || min < 0) return undefined;
    if (rank === 0) return min;
    let seen = 0;
    for (const [value, times] of inOrder(distribution)) {
      seen += times;
      if (seen >= (rank / 100) * count) return value;
    }
    return max;
  };
}

function trimmed(kind: TrimmedName, bounds: Bounds): Statistic {
  return (sample) => {
    const { distribution, count } = sample;
    if (distribution === undefined || sample.min < 0) return undefined;
    const kept = keep(distribution, count, bounds);
    const keptCount = kept.reduce((sum, [, times]) => sum + times, 0);
    const keptSum = kept.reduce((sum, [value, times]) => sum + value * times, 0);
    switch (kind) {
      case 'TC':
        return keptCount;
      case 'TS':
        return keptSum;
      case 'PR':
        return (keptCount / count) * 100;
      case 'TM':
        return keptCount === 0 ? undefined : keptSum / keptCount;
      case 'WM':
        return keptCount === 0 ? undefined : winsorized(kept, keptSum, distribution, count);
    }
  };
}

/** The share of each value that lies within the bounds, in order of value. */
function keep(
  distribution: Distribution,
  count: number,
  [low, high]: Bounds,
): [value: number, times: number][] {
  const ordered = inOrder(distribution);
  if ((low ?? high)?.percent !== true) {
    const from = low?.value ?? -Infinity;
    const to = high?.value ?? Infinity;
    return ordered.filter(([value]) => value > from && value <= to);
  }
  const first = ((low?.value ?? 0) / 100) * count;
  const last = ((high?.value ?? 100) / 100) * count;
  let seen = 0;
  return ordered.flatMap(([value, times]) => {
    const inside = Math.min(seen + times, last) - Math.max(seen, first);
    seen += times;
    return inside > 0 ? [[value, inside] as [number, number]] : [];
  });
}

/** What lies outside the bounds counts as the value at the bound. */
function winsorized(
  kept: readonly (readonly [number, number])[],
  keptSum: number,
  distribution: Distribution,
  count: number,
): number {
  const [smallest] = kept[0]!;
  const [largest] = kept.at(-1)!;
  const keptCount = kept.reduce((sum, [, times]) => sum + times, 0);
  let below = 0;
  for (const [value, times] of distribution) if (value < smallest) below += times;
  const above = Math.max(0, count - keptCount - below);
  return (keptSum + below * smallest + above * largest) / count;
}

const inOrder = (distribution: Distribution): [number, number][] =>
  [...distribution].toSorted(([a], [b]) => a - b);
