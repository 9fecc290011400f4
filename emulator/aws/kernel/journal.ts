/**
 * What happened in a cloud, in order. Every entry is a fact, published after the change it tells of was committed; its
 * `cause` is the entry that brought it about, so that the tree from a request to its last consequence can be read off.
 */
import type { Instant } from './instant.ts';

/** The sequence number of an entry; 0 stands for "from outside". */
export type Cause = number;

/**
 * What the machine took while something happened. All that is measured has one of these names and nothing else has, so
 * that the rest of a journal is the same, byte for byte, wherever the same is done with the same seed.
 */
const MEASUREMENTS: ReadonlySet<string> = new Set([
  'duration',
  'signature',
  'initDuration',
  'billedDuration',
  'memoryUsed',
]);

export interface JournalFacts {
  readonly cause: Cause;
  /** Dotted, noun first: `call`, `s3.event`, `sqs.message`, `lambda.invocation`, `defect`. */
  readonly type: string;
  /** Wall milliseconds that the work took, where it is work. */
  readonly duration?: number;
  /** Facts of the type; never bodies, never secrets. */
  readonly [fact: string]: unknown;
}

export interface JournalEntry extends JournalFacts {
  readonly seq: number;
  readonly at: Instant;
}

/** An entry without what was measured on the way. */
export const factsOf = (entry: JournalEntry): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(entry).filter(([name]) => !MEASUREMENTS.has(name)));

export type JournalListener = (entry: JournalEntry) => void;

export class Journal {
  readonly #now: () => Instant;
  readonly #capacity: number;
  readonly #entries: JournalEntry[] = [];
  readonly #listeners = new Set<JournalListener>();
  #start = 0;
  #seq: number;
  #written = 0;

  /**
   * @param now the clock's reading
   * @param firstSeq the number before the first entry, so that numbers go on after a restart
   * @param capacity how many entries are kept; older ones are forgotten
   */
  constructor(now: () => Instant, firstSeq = 0, capacity = 20_000) {
    this.#now = now;
    this.#seq = firstSeq;
    this.#capacity = capacity;
  }

  /** The number of the newest entry, or of the newest one reserved. */
  get seq(): number {
    return this.#seq;
  }

  /** How many entries were ever written. */
  get written(): number {
    return this.#written;
  }

  /** Takes the next number now, for work whose entry can only be written when it has ended. */
  reserve(): number {
    this.#seq += 1;
    return this.#seq;
  }

  /** Writes an entry under a number of its own, or under one reserved before. */
  append(facts: JournalFacts, seq: number = this.reserve()): number {
    const entry: JournalEntry = { ...facts, seq, at: this.#now() };
    this.#written += 1;
    if (this.#entries.length < this.#capacity) this.#entries.push(entry);
    else {
      this.#entries[this.#start] = entry;
      this.#start = (this.#start + 1) % this.#capacity;
    }
    for (const listener of this.#listeners) listener(entry);
    return seq;
  }

  /** Entries kept, oldest written first, optionally only those with a number above `after`. */
  entries(after = 0): readonly JournalEntry[] {
    const ordered = [...this.#entries.slice(this.#start), ...this.#entries.slice(0, this.#start)];
    return after === 0 ? ordered : ordered.filter((entry) => entry.seq > after);
  }

  /**
   * Entries kept that were written after the first so many, in order of writing: whoever follows a journal misses none
   * this way, while one whose number was reserved early and written late is passed over by {@link entries}.
   */
  writtenAfter(count: number): readonly JournalEntry[] {
    const fresh = Math.min(Math.max(0, this.#written - count), this.#entries.length);
    if (fresh === 0) return [];
    const newest = this.#start;
    const wrapped = this.#entries.slice(Math.max(0, newest - fresh), newest);
    return [...this.#entries.slice(this.#entries.length - (fresh - wrapped.length)), ...wrapped];
  }

  /** The entry and everything it brought about, in order of number. */
  tree(root: number): readonly JournalEntry[] {
    const members = new Set([root]);
    const inOrder = this.entries().toSorted((a, b) => a.seq - b.seq);
    return inOrder.filter((entry) => {
      if (entry.seq !== root && !members.has(entry.cause)) return false;
      members.add(entry.seq);
      return true;
    });
  }

  /** Hears every entry from now on; returns how to stop. */
  subscribe(listener: JournalListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/**
 * Trace headers carry the cause across processes: `Root=1-…;Parent=<seq as 16 hex digits>;Sampled=1`. SDKs pass on the
 * header of the invocation they run in (`_X_AMZN_TRACE_ID`), and queues keep it as the system attribute AWSTraceHeader.
 */
export const traceHeader = (root: string, cause: Cause): string =>
  `Root=${root};Parent=${cause.toString(16).padStart(16, '0')};Sampled=1`;

/** A trace root in X-Ray's form. */
export const traceRoot = (at: Instant, hex24: string): string =>
  `1-${Math.floor(at / 1000)
    .toString(16)
    .padStart(8, '0')}-${hex24}`;

/** The cause named by a trace header, or 0. */
export function causeOf(header: string | undefined): Cause {
  const parent =
    header === undefined ? undefined : /(?:^|;)\s*Parent=([0-9a-f]{16})(?:;|$)/i.exec(header)?.[1];
  const cause = parent === undefined ? 0 : Number.parseInt(parent, 16);
  return Number.isSafeInteger(cause) ? cause : 0;
}
