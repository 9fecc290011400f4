/**
 * The cloud's side of a run: what it spent its time on, by operation and invocation, as its journal tells. An invocation
 * holds the calls that its function made; a poll of a queue is left out, because nearly all of it is waiting.
 */
import type { JournalEntry } from '#aws';
import { Latencies } from './latencies.ts';

export interface WorkRow {
  /** `s3 PutObject`, `lambda.invocation` */
  readonly name: string;
  readonly count: number;
  /** Wall milliseconds: in all, and of one. */
  readonly total: number;
  readonly p50: number;
  readonly p95: number;
}

export class Work {
  readonly #kinds = new Map<string, Latencies>();

  /** Hears an entry of the journal. */
  readonly hear = (entry: JournalEntry): void => {
    if (entry.duration === undefined) return;
    const { type, service, operation } = entry;
    if (operation === 'ReceiveMessage') return;
    const name =
      type === 'call'
        ? `${String(service)} ${String(operation)}`
        : type === 'cdn.request'
          ? `${type} ${String(entry['result'])}`
          : type;
    const latencies = this.#kinds.get(name) ?? new Latencies();
    latencies.add(Math.max(0, entry.duration));
    this.#kinds.set(name, latencies);
  };

  /** The kinds of work, what took most first. */
  rows(): readonly WorkRow[] {
    return [...this.#kinds]
      .map(([name, latencies]) => ({
        name,
        count: latencies.count,
        total: latencies.sum,
        p50: latencies.percentile(0.5),
        p95: latencies.percentile(0.95),
      }))
      .toSorted((a, b) => b.total - a.total);
  }
}
