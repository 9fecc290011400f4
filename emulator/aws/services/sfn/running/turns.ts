/** So many at a time: the others wait until one is done and hands its turn on. */
import type { Fiber } from './fiber.ts';

export class Turns {
  #free: number;
  readonly #first: number;
  readonly #queue: ((event: number) => void)[] = [];

  /** @param first the event that those which need not wait follow */
  constructor(limit: number, first: number) {
    this.#free = limit;
    this.#first = first;
  }

  /** The event that the one whose turn it is follows. */
  async take(fiber: Fiber): Promise<number> {
    if (this.#free > 0) {
      this.#free -= 1;
      return this.#first;
    }
    return fiber.wait<number>((resume) => {
      this.#queue.push(resume);
      return () => {
        const at = this.#queue.indexOf(resume);
        if (at >= 0) this.#queue.splice(at, 1);
      };
    });
  }

  give(event: number): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#free += 1;
    else next(event);
  }
}
