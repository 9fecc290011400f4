/**
 * Bodies that are read again and again, kept in memory. Reading a file takes a buffer that the collector has to find
 * again: of a GET of 1 MiB that was half of the main thread's time, and three times as much again in V8's own threads
 * (Node 24.21, measured 2026-11-29). A body is kept from its second reading on, so that what is written and
 * read once, as images on their way through a pipeline are, takes no room. Names of blobs never come twice and bytes
 * under a name never change, so nothing here can be out of date.
 */
import { ByteCache } from './byte-cache.ts';

/** Bytes, of all bodies that are kept. */
const BUDGET = 64 * 1024 * 1024;
/** What a body takes besides its bytes: the entry, the buffer's own object. */
const OVERHEAD = 512;
/** How many names of bodies that were read once are remembered; with more the memory starts anew. */
const MOST_NAMES = 4_096;

export class HotBodies {
  readonly #bodies = new ByteCache<Uint8Array>(BUDGET, ({ length }) => length + OVERHEAD);
  readonly #readOnce = new Set<string>();

  get(name: string): Uint8Array | undefined {
    return this.#bodies.get(name);
  }

  /** Is shown a whole body that was read, and returns it. */
  offer(name: string, body: Uint8Array): Uint8Array {
    if (this.#readOnce.delete(name)) this.#bodies.put(name, body);
    else {
      if (this.#readOnce.size >= MOST_NAMES) this.#readOnce.clear();
      this.#readOnce.add(name);
    }
    return body;
  }

  drop(name: string): void {
    this.#readOnce.delete(name);
    this.#bodies.delete(name);
  }
}
