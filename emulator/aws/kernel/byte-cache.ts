/** A cache in memory that never holds more bytes than its budget; what was used longest ago goes first. */
export class ByteCache<Copy> {
  readonly budget: number;
  readonly #sizeOf: (copy: Copy) => number;
  /** In order of use: the first was used longest ago. */
  readonly #copies = new Map<string, Copy>();
  /** The last of them, if it is still there. */
  #newest: string | undefined;
  #bytes = 0;
  #evictions = 0;

  /**
   * @param budget bytes
   * @param sizeOf the bytes that something takes of it, always the same
   */
  constructor(budget: number, sizeOf: (copy: Copy) => number) {
    this.budget = budget;
    this.#sizeOf = sizeOf;
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
    if (copy === undefined || key === this.#newest) return copy;
    this.#copies.delete(key);
    this.#append(key, copy);
    return copy;
  }

  /** Keeps a copy, unless it alone would take more than an eighth of the budget. */
  put(key: string, copy: Copy): void {
    this.delete(key);
    const size = this.#sizeOf(copy);
    if (size > this.budget / 8) return;
    this.#append(key, copy);
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
    this.#bytes -= this.#sizeOf(copy);
  }

  deleteWhere(holds: (copy: Copy) => boolean): void {
    for (const [key, copy] of this.#copies) if (holds(copy)) this.delete(key);
  }

  #append(key: string, copy: Copy): void {
    this.#copies.set(key, copy);
    this.#newest = key;
  }
}
