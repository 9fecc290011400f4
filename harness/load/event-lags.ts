/**
 * How long events are under way, and where an upload's time goes, told from the journal: from S3's event through topic and
 * queue to the function or the worker that takes it.
 */
import type { JournalEntry } from '#aws';
import { Latencies } from './latencies.ts';

/** Entries whose origin is remembered; older ones have long been delivered. */
const REMEMBERED = 50_000;

/** The parts of an upload's way that are the cloud's. */
export type Stage =
  | 'signature checked'
  | 'stored'
  | 'event to function'
  | 'event to queue reader'
  | 'cold start'
  | 'function itself'
  | 'calls of the function';

export class EventLags {
  /** By entry, the entry that brought it about. */
  readonly #causes = new Map<number, number>();
  /** When S3 told of an upload, by entry. */
  readonly #events = new Map<number, number>();
  /** The entry of a message by its id. */
  readonly #messages = new Map<string, number>();
  /** Wall milliseconds of calls that an invocation made so far. */
  readonly #within = new Map<number, number>();
  readonly stages = new Map<Stage, Latencies>();

  /** Hears an entry; entries come in the order in which they were written. */
  hear(entry: JournalEntry, onLag: (milliseconds: number) => void): void {
    const { type, seq, cause, at } = entry;
    if (type === 's3.event') remember(this.#events, seq, at);
    else if (type === 'sns.notification' || type === 'sns.delivery') remember(this.#causes, seq, cause);
    else if (type === 'sqs.message') {
      remember(this.#causes, seq, cause);
      remember(this.#messages, String(entry['messageId']), seq);
    } else if (type === 'lambda.invocation') this.#invocation(entry, onLag);
    else if (type === 'call') this.#call(entry, onLag);
  }

  #invocation(entry: JournalEntry, onLag: (milliseconds: number) => void): void {
    const { seq, cause, at, duration = 0 } = entry;
    const init = Number(entry['initDuration'] ?? 0);
    const within = this.#within.get(seq) ?? 0;
    this.#within.delete(seq);
    if (init > 0) this.#add('cold start', init);
    this.#add('calls of the function', within);
    this.#add('function itself', duration - within);
    const told = this.#origin(cause);
    if (told === undefined) return;
    const lag = at - duration - init - told;
    this.#add('event to function', lag);
    onLag(Math.max(0, lag));
  }

  #call(entry: JournalEntry, onLag: (milliseconds: number) => void): void {
    const { cause, at, duration = 0 } = entry;
    if (entry['operation'] === 'ReceiveMessage') {
      for (const id of (entry['messages'] as readonly string[] | undefined) ?? []) {
        const seq = this.#messages.get(id);
        const told = seq === undefined ? undefined : this.#origin(seq);
        if (told === undefined) continue;
        this.#add('event to queue reader', at - told);
        onLag(Math.max(0, at - told));
      }
      return;
    }
    if (cause !== 0) remember(this.#within, cause, (this.#within.get(cause) ?? 0) + duration);
    const signature = entry['signature'];
    if (typeof signature === 'number') this.#add('signature checked', signature);
    if (entry['service'] === 's3' && entry['operation'] === 'PutObject' && cause === 0) {
      this.#add('stored', duration - (typeof signature === 'number' ? signature : 0));
    }
  }

  /** When S3 told of the upload that an entry goes back to. */
  #origin(seq: number): number | undefined {
    for (let current: number | undefined = seq, steps = 0; current !== undefined && steps < 8; steps += 1) {
      const told = this.#events.get(current);
      if (told !== undefined) return told;
      current = this.#causes.get(current);
    }
    return undefined;
  }

  #add(stage: Stage, milliseconds: number): void {
    const latencies = this.stages.get(stage) ?? new Latencies();
    latencies.add(Math.max(0, milliseconds));
    this.stages.set(stage, latencies);
  }
}

/** Keeps the youngest. */
function remember<K>(map: Map<K, number>, key: K, value: number): void {
  map.set(key, value);
  if (map.size <= REMEMBERED) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
