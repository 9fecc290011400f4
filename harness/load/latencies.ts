/**
 * Latencies counted in buckets that grow by 2 %, so that a percentile is off by no more than that, and memory does not
 * grow with the number of samples.
 */
const GROWTH = Math.log(1.02);
/** Milliseconds; what is shorter counts as this. */
const SHORTEST = 0.01;

export class Latencies {
  readonly #buckets = new Map<number, number>();
  #count = 0;
  #sum = 0;

  get count(): number {
    return this.#count;
  }

  /** Milliseconds in all. */
  get sum(): number {
    return this.#sum;
  }

  /** @param milliseconds not negative */
  add(milliseconds: number): void {
    const bucket = Math.ceil(Math.log(Math.max(milliseconds, SHORTEST) / SHORTEST) / GROWTH);
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
    this.#count += 1;
    this.#sum += milliseconds;
  }

  /**
   * The least upper bound of a share of the samples, in milliseconds; 0 without samples.
   *
   * @param share 0.95 for the 95th percentile
   */
  percentile(share: number): number {
    let seen = 0;
    let bound = 0;
    for (const bucket of [...this.#buckets.keys()].toSorted((a, b) => a - b)) {
      if (seen >= share * this.#count) break;
      seen += this.#buckets.get(bucket) ?? 0;
      bound = SHORTEST * Math.exp(bucket * GROWTH);
    }
    return bound;
  }
}
