/** The journal as the page keeps it: the newest entries, and which of them a request brought about. */
import type { Step } from '../../journey/waterfall.ts';
import type { Facts } from './facts.ts';

const MOST_ENTRIES = 6_000;

export interface Written {
  readonly bucket: string;
  readonly key: string;
}

export class JournalView {
  #entries = new Map<number, Step>();
  #children = new Map<number, number[]>();
  written = 0;

  take({ entries, written }: Pick<Facts, 'entries' | 'written'>): void {
    // After a reset the journal begins anew.
    if (written < this.written) this.#entries.clear();
    this.written = written;
    for (const entry of entries) this.#entries.set(entry.seq, entry);
    const kept = [...this.#entries.values()]
      .toSorted((one, other) => one.seq - other.seq)
      .slice(-MOST_ENTRIES);
    this.#entries = new Map(kept.map((entry) => [entry.seq, entry]));
    this.#children = new Map();
    for (const { seq, cause } of kept) this.#children.set(cause, [...(this.#children.get(cause) ?? []), seq]);
  }

  all(): readonly Step[] {
    return [...this.#entries.values()];
  }

  /** An entry and everything that followed from it. */
  tree(root: number): readonly Step[] {
    const entry = this.#entries.get(root);
    const below = (this.#children.get(root) ?? []).flatMap((child) => this.tree(child));
    return entry === undefined ? below : [entry, ...below];
  }

  /** The newest requests from outside that brought something about, newest first. */
  journeys(most: number): readonly Step[] {
    return (this.#children.get(0) ?? [])
      .filter((seq) => this.#children.has(seq))
      .slice(-most)
      .toReversed()
      .flatMap((seq) => this.#entries.get(seq) ?? []);
  }

  byRequest(requestId: string): Step | undefined {
    return this.all().find((entry) => entry['requestId'] === requestId && entry.type === 'call');
  }

  /** Objects that were written in the course of something: as events tell, or as writers were allowed to. */
  objects(entries: readonly Step[]): readonly Written[] {
    return entries.flatMap((entry) => {
      if (entry.type === 's3.event' && factOf(entry, 'event').startsWith('ObjectCreated')) {
        return [{ bucket: factOf(entry, 'bucket'), key: factOf(entry, 'key') }];
      }
      if (entry['operation'] !== 'PutObject' || entry['status'] !== 200) return [];
      return allowedObjects(entry['allowed']);
    });
  }
}

const OBJECT = /^arn:aws:s3:::([^/]+)\/(.+)$/s;

function allowedObjects(allowed: unknown): readonly Written[] {
  const decisions = Array.isArray(allowed) ? (allowed as readonly Readonly<Record<string, unknown>>[]) : [];
  return decisions.flatMap(({ action, resource }) => {
    const [, bucket, key] = action === 's3:PutObject' ? (OBJECT.exec(String(resource)) ?? []) : [];
    return bucket === undefined || key === undefined ? [] : [{ bucket, key }];
  });
}

const LOOK = /^(?:Describe|Get|Head|List)/;
const ABSENT = /NotFound|NoSuch|NotExist/;

/** A fact of an entry as text; empty where it has none. */
export function factOf(entry: Step, name: string): string {
  const fact = entry[name];
  return typeof fact === 'string' ? fact : '';
}

/** Whether something went wrong with it: what nobody expects to be there is not an error. */
export function troubleOf(entry: Step): string | undefined {
  const { type, status } = entry;
  const error = factOf(entry, 'error');
  const [first] = error.split('\n');
  if (type === 'defect') return first;
  if (typeof status === 'number' && status >= 400) {
    const isLook = LOOK.test(factOf(entry, 'operation')) && (status === 404 || ABSENT.test(error));
    return isLook ? undefined : `${status} ${error}`;
  }
  if (status === 'failed' || status === 'error') return first === '' ? status : first;
  return undefined;
}
