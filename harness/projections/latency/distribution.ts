/** Latencies as distributions: what is known of a step is drawn from, steps are added draw by draw. Milliseconds. */
import { quantile, type Random } from '../random.ts';
import { normalQuantile } from '../sizes.ts';

export type Distribution = (random: Random) => number;

export const constant =
  (milliseconds: number): Distribution =>
  () =>
    milliseconds;

export interface Lognormal {
  readonly medianMs: number;
  readonly sigma: number;
  /** No draw is faster. */
  readonly floorMs?: number;
}

export const lognormal =
  ({ medianMs, sigma, floorMs = 0 }: Lognormal): Distribution =>
  (random) =>
    Math.max(floorMs, medianMs * Math.exp(sigma * normalQuantile(open(random()))));

const Z99 = 2.326_348;

/** The lognormal through a median and a p99. */
export const through = (p50: number, p99: number): Distribution =>
  lognormal({ medianMs: p50, sigma: Math.log(p99 / p50) / Z99 });

/** Draws among what was observed. */
export const observed =
  (values: readonly number[]): Distribution =>
  (random) =>
    values[Math.floor(random() * values.length)] ?? 0;

/** Draws from the first with the given probability, else from the second. */
export const either =
  (share: number, first: Distribution, second: Distribution): Distribution =>
  (random) =>
    random() < share ? first(random) : second(random);

const open = (uniform: number): number => Math.min(Math.max(uniform, 1e-9), 1 - 1e-9);

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
}

export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
  };
}
