/**
 * What is known of a metric's values in a stretch of time: their count, sum, smallest and largest, and, unless they came
 * as a statistic set, how often each occurred. The distribution holds at most some hundred distinct values; beyond that
 * they are rounded to fewer significant digits, which is where percentiles of busy metrics become approximate, as AWS's
 * are.
 */
const MOST_VALUES = 400;

/** How often each value occurred. */
export type Distribution = ReadonlyMap<number, number>;

export interface StatisticSet {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

export class Sample {
  count = 0;
  sum = 0;
  min = Infinity;
  max = -Infinity;
  #distribution: Map<number, number> | undefined = new Map();
  /** Significant digits that values still have in the distribution. */
  #digits = Infinity;

  /** @param distribution absent when the values themselves were never told */
  static of(set: StatisticSet, distribution: Distribution | undefined): Sample {
    const sample = new Sample();
    sample.count = set.count;
    sample.sum = set.sum;
    sample.min = set.min;
    sample.max = set.max;
    sample.#distribution = distribution === undefined ? undefined : new Map(distribution);
    return sample;
  }

  /** Without it, values can be counted and averaged but not ranked. */
  get distribution(): Distribution | undefined {
    if (this.#distribution !== undefined) return this.#distribution;
    return this.min === this.max ? new Map([[this.min, this.count]]) : undefined;
  }

  add(value: number, times = 1): void {
    this.count += times;
    this.sum += value * times;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (this.#distribution === undefined) return;
    const kept = this.#digits === Infinity ? value : Number(value.toPrecision(this.#digits));
    this.#distribution.set(kept, (this.#distribution.get(kept) ?? 0) + times);
    this.#coarsen();
  }

  merge(other: Sample): void {
    if (other.count === 0) return;
    const mine = this.count === 0 ? new Map<number, number>() : this.distribution;
    const theirs = other.distribution;
    this.count += other.count;
    this.sum += other.sum;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    this.#distribution = undefined;
    if (mine === undefined || theirs === undefined) return;
    const merged = new Map(mine);
    for (const [value, times] of theirs) merged.set(value, (merged.get(value) ?? 0) + times);
    this.#distribution = merged;
    this.#coarsen();
  }

  #coarsen(): void {
    for (;;) {
      const fine = this.#distribution;
      if (fine === undefined || fine.size <= MOST_VALUES || this.#digits === 1) return;
      this.#digits = Math.min(this.#digits, 5) - 1;
      const coarse = new Map<number, number>();
      for (const [value, times] of fine) {
        const rounded = Number(value.toPrecision(this.#digits));
        coarse.set(rounded, (coarse.get(rounded) ?? 0) + times);
      }
      this.#distribution = coarse;
    }
  }
}
