/** How far a request had to go, and what that would have cost. */
import type { Duration } from '../../kernel/instant.ts';

export class Journey {
  #total: Duration;

  /** @param first the leg that every request takes */
  constructor(first: Duration) {
    this.#total = first;
  }

  add(leg: Duration): void {
    this.#total += leg;
  }

  /** Whole milliseconds. */
  get total(): Duration {
    return Math.round(this.#total);
  }
}
