/** How far a request had to go, and what that would have cost. */
import type { Duration } from '../../kernel/instant.ts';

/** A cache, as `Server-Timing` names it. */
export type Layer = 'EDGE' | 'REC' | 'Origin Shield';

export class Journey {
  /** The last cache that was asked. */
  layer: Layer | undefined;
  /** How long the origin took to answer, when it was asked. */
  origin: Duration | undefined;
  readonly #counts: boolean;
  #total: Duration;

  /**
   * @param first the leg that every request takes
   * @param counts whether distances take time
   */
  constructor(first: Duration, counts: boolean) {
    this.#total = first;
    this.#counts = counts;
  }

  add(leg: Duration): void {
    this.#total += leg;
  }

  /** What distances add to the time of the answer, in whole milliseconds. */
  get late(): Duration {
    return this.#counts ? Math.round(this.#total) : 0;
  }
}
