/**
 * Ends the process when one case takes longer than anything may, and says which: code that never returns can be told from
 * outside its thread only.
 */
import { Worker } from 'node:worker_threads';

const ROOM = 64 * 1024;

const WATCH = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const beats = new Int32Array(workerData.shared, 0, 2);
const text = new Uint8Array(workerData.shared, 8);
let last = -1;
let since = Date.now();
setInterval(() => {
  const beat = Atomics.load(beats, 0);
  if (beat !== last) { last = beat; since = Date.now(); return; }
  if (beat === 0 || Date.now() - since < workerData.patience) return;
  const length = Atomics.load(beats, 1);
  writeSync(2, 'A case does not end: ' + Buffer.from(text.slice(0, length)).toString() + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, 500);
`;

export class Watchdog implements AsyncDisposable {
  readonly #shared = new SharedArrayBuffer(8 + ROOM);
  readonly #beats = new Int32Array(this.#shared, 0, 2);
  readonly #text = new Uint8Array(this.#shared, 8);
  readonly #worker: Worker;

  /** @param patience wall milliseconds */
  constructor(patience: number) {
    this.#worker = new Worker(WATCH, { eval: true, workerData: { shared: this.#shared, patience } });
  }

  /** A case begins. */
  watch(text: string): void {
    const { written } = new TextEncoder().encodeInto(text.slice(0, ROOM / 4), this.#text);
    Atomics.store(this.#beats, 1, written);
    Atomics.add(this.#beats, 0, 1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}
