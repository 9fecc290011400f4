/** Image sizes: a lognormal cut into equally likely parts, each with its mean. */
import type { Workload } from './workload.ts';

export interface SizeClass {
  /** Share of images. */
  readonly share: number;
  /** Mean bytes of those images. */
  readonly bytes: number;
}

const PARTS = 16;

/** The mean of the parts is `image.size`, whatever the spread. */
export function sizeClasses(workload: Workload): readonly SizeClass[] {
  const mean = workload['image.size'];
  const sigma = workload['image.spread'];
  if (sigma === 0) return [{ share: 1, bytes: mean }];
  const edges = Array.from({ length: PARTS + 1 }, (_, index) => normalQuantile(index / PARTS));
  // The mean of a lognormal between two quantiles, in closed form.
  return Array.from({ length: PARTS }, (_, index) => ({
    share: 1 / PARTS,
    bytes:
      mean *
      PARTS *
      (normalBelow((edges[index + 1] ?? 0) - sigma) - normalBelow((edges[index] ?? 0) - sigma)),
  }));
}

/** The standard normal's distribution function (Abramowitz and Stegun 26.2.17; error below 7.5e-8). */
function normalBelow(x: number): number {
  if (x === Number.NEGATIVE_INFINITY) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  const t = 1 / (1 + 0.231_641_9 * Math.abs(x));
  const tail =
    (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  return x >= 0 ? 1 - tail : tail;
}

/** The inverse of `normalBelow`, by bisection to the last digit that matters here. */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  let low = -9;
  let high = 9;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
