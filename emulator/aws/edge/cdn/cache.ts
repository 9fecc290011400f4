/**
 * A cache of responses in memory. It never holds more bytes than its budget; what was used longest ago goes first, fresh
 * or not, as at AWS, where a copy may go any time.
 */
import { sizeOf, type Copy } from './copy.ts';

export class Cache {
  readonly budget: number;
  /** In order of use: the first was used longest ago. */
  readonly #copies = new Map<string, Copy>();
  #bytes = 0;
  #evictions = 0;

  /** @param budget bytes */
  constructor(budget: number) {
    this.budget = budget;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#copies.size;
  }

  get evictions(): number {
    return this.#evictions;
  }

  get(key: string): Copy | undefined {
    const copy = this.#copies.get(key);
    if (copy === undefined) return undefined;
    this.#copies.delete(key);
    this.#copies.set(key, copy);
    return copy;
  }

  /** Keeps a copy, unless it alone would take more than an eighth of the budget. */
  put(key: string, copy: Copy): void {
    this.delete(key);
    const size = sizeOf(copy);
    if (size > this.budget / 8) return;
    this.#copies.set(key, copy);
    this.#bytes += size;
    for (const oldest of this.#copies.keys()) {
      if (this.#bytes <= this.budget) return;
      this.delete(oldest);
      this.#evictions += 1;
    }
  }

  delete(key: string): void {
    const copy = this.#copies.get(key);
    if (copy === undefined) return;
    this.#copies.delete(key);
    this.#bytes -= sizeOf(copy);
  }

  deleteWhere(holds: (copy: Copy) => boolean): void {
    for (const [key, copy] of this.#copies) if (holds(copy)) this.delete(key);
  }
}
