/**
 * The items of tables and the entries of their indexes: finds one, writes one, and tells who wants to know what a write
 * changed. Everything a write does to the records it does in the caller's transaction.
 *
 * Evidence: what a write costs an index as measured on real tables (public conformance suite, eu-west-2, 2026-08-12):
 * nothing when what the index holds does not change, two writes when its key moves.
 */
import type { Duration, Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Outbox } from '../../kernel/outbox.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { attributeOf, equalMaps, type Attributes } from './attributes.ts';
import { sizeOf, type ReadAttributes } from './item-reader.ts';
import { itemOf, textOf } from './item-text.ts';
import { placeInIndex, type Place } from './key-schema.ts';
import type { Index, Table } from './table.ts';
import { writeUnits, type Units } from './units.ts';

/** An item as it is stored; parsed when somebody looks at it. */
export class StoredItem {
  readonly id: number;
  readonly size: number;
  readonly text: string;
  #item: Attributes | undefined;

  constructor({ id, size, item }: { readonly id: number; readonly size: number; readonly item: string }) {
    this.id = id;
    this.size = size;
    this.text = item;
  }

  get item(): Attributes {
    return (this.#item ??= itemOf(this.text));
  }
}

/** What one write changed. */
export interface Change {
  readonly table: Table;
  readonly before: Attributes | undefined;
  readonly after: Attributes | undefined;
  readonly now: Instant;
  readonly cause: Cause;
  /** Set when DynamoDB itself removed an item that had expired. */
  readonly expired: boolean;
}

export type ChangeListener = (change: Change) => void;

export interface WriteOrigin {
  readonly now: Instant;
  readonly cause: Cause;
  readonly expired?: boolean;
}

interface Entry extends Place {
  readonly text: string;
  readonly size: number;
}

interface Refresh {
  readonly tableId: number;
  readonly indexId: number;
  readonly place: Place;
}

/** How long a global index takes to learn of a write. */
export type IndexLag = () => Duration;

export class Items {
  readonly #find: Statement<{ id: number; size: number; item: string }>;
  readonly #insert: Statement<unknown>;
  readonly #update: Statement<unknown>;
  readonly #delete: Statement<unknown>;
  readonly #putEntry: Statement<unknown>;
  readonly #deleteEntry: Statement<unknown>;
  readonly #outbox: Outbox;
  readonly #lag: IndexLag;
  readonly #listeners: ChangeListener[] = [];

  constructor(store: Store, outbox: Outbox, lag: IndexLag) {
    this.#outbox = outbox;
    this.#lag = lag;
    this.#find = store.statement(
      'SELECT id, size, item FROM dynamodb_items WHERE shelf = ? AND slot = ? AND hash = ? AND range = ?',
    );
    this.#insert = store.statement(
      'INSERT INTO dynamodb_items (shelf, slot, hash, range, size, item, expires) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#update = store.statement('UPDATE dynamodb_items SET size = ?, item = ?, expires = ? WHERE id = ?');
    this.#delete = store.statement('DELETE FROM dynamodb_items WHERE id = ?');
    this.#putEntry = store.statement(
      `INSERT INTO dynamodb_index_entries (shelf, slot, hash, range, owner, size, item) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (shelf, owner) DO UPDATE SET slot = excluded.slot, hash = excluded.hash, range = excluded.range,
         size = excluded.size, item = excluded.item`,
    );
    this.#deleteEntry = store.statement('DELETE FROM dynamodb_index_entries WHERE shelf = ? AND owner = ?');
  }

  /** Is told of every change, within its transaction. */
  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  find(table: Table, { slot, hash, range }: Place): StoredItem | undefined {
    const row = this.#find.get(table.id, slot, hash, range);
    return row === undefined ? undefined : new StoredItem(row);
  }

  /**
   * Puts `next` where `before` is, or removes it when there is no `next`.
   *
   * @returns the write units that the table and its indexes consume
   */
  write(
    table: Table,
    place: Place,
    before: StoredItem | undefined,
    next: ReadAttributes | undefined,
    origin: WriteOrigin,
  ): Units {
    const units: Units = {
      table: writeUnits(Math.max(before?.size ?? 0, next?.size ?? 0)),
      indexes: new Map<string, number>(),
    };
    const text = next === undefined ? undefined : textOf(next.attributes);
    if (text === before?.text || (next !== undefined && isSame(before, next))) return units;
    this.#store(table, place, before, next, text);
    for (const index of table.indexes) {
      const cost = this.#index(table, index, place, before, next, origin);
      if (cost > 0) units.indexes.set(index.name, cost);
    }
    for (const listener of this.#listeners) {
      listener({
        table,
        before: before?.item,
        after: next?.attributes,
        now: origin.now,
        cause: origin.cause,
        expired: origin.expired ?? false,
      });
    }
    return units;
  }

  /** Makes the entry of one item what the item says it is now. */
  refresh(table: Table, index: Index, place: Place): void {
    const stored = this.find(table, place);
    this.#apply(index, ownerOf(place), stored === undefined ? undefined : entryOf(index, stored));
  }

  /** What the outbox brings when a lagging index catches up. */
  catchUp({ tableId, indexId, place }: Refresh, tableOf: (id: number) => Table | undefined): void {
    const table = tableOf(tableId);
    const index = table?.indexes.find(({ id }) => id === indexId);
    if (table !== undefined && index !== undefined) this.refresh(table, index, place);
  }

  #store(
    table: Table,
    place: Place,
    before: StoredItem | undefined,
    next: ReadAttributes | undefined,
    text: string | undefined,
  ): void {
    if (next === undefined || text === undefined) {
      if (before !== undefined) this.#delete.run(before.id);
      return;
    }
    const expires = expiryOf(table, next.attributes);
    if (before !== undefined) this.#update.run(next.size, text, expires, before.id);
    else this.#insert.run(table.id, place.slot, place.hash, place.range, next.size, text, expires);
  }

  #index(
    table: Table,
    index: Index,
    place: Place,
    before: StoredItem | undefined,
    next: ReadAttributes | undefined,
    { cause, now }: WriteOrigin,
  ): number {
    const old = before === undefined ? undefined : entryOf(index, before);
    const fresh = next === undefined ? undefined : entryOf(index, { item: next.attributes, size: next.size });
    if (old?.text === fresh?.text) return 0;
    const lag = index.global ? this.#lag() : 0;
    if (lag === 0) this.#apply(index, ownerOf(place), fresh);
    else {
      const refresh: Refresh = { tableId: table.id, indexId: index.id, place };
      this.#outbox.add(INDEX_TOPIC, refresh, { at: now + lag, cause });
    }
    const moved = old !== undefined && fresh !== undefined && !sameKey(old, fresh);
    const [oldUnits, newUnits] = [unitsOf(old), unitsOf(fresh)];
    return moved ? oldUnits + newUnits : Math.max(oldUnits, newUnits);
  }

  #apply(index: Index, owner: string, entry: Entry | undefined): void {
    if (entry === undefined) this.#deleteEntry.run(index.id, owner);
    else {
      const { slot, hash, range, size, text } = entry;
      this.#putEntry.run(index.id, slot, hash, range, owner, size, text);
    }
  }
}

export const INDEX_TOPIC = 'dynamodb.index';

/** Whether nothing changes: the order of attributes and of a set's members means nothing. */
const isSame = (before: StoredItem | undefined, next: ReadAttributes): boolean =>
  before?.size === next.size && equalMaps(before.item, next.attributes);

/** The table key's text as index entries carry it. */
export const ownerOf = ({ hash, range }: Place): string => `${hash.replaceAll('\0', '\0\u0001')}\0\0${range}`;

function entryOf(
  index: Index,
  { item, size }: { readonly item: Attributes; readonly size: number },
): Entry | undefined {
  const place = placeInIndex(index.key, item);
  if (place === undefined) return undefined;
  const part = index.project(item);
  return { ...place, text: textOf(part), size: part === item ? size : sizeOf(part) };
}

const sameKey = (a: Place, b: Place): boolean => a.hash === b.hash && a.range === b.range;

const unitsOf = (entry: Entry | undefined): number => (entry === undefined ? 0 : writeUnits(entry.size));

/** Epoch seconds at which an item expires, if its table lets items expire and it says when. */
export function expiryOf({ definition }: Table, item: Attributes): number | null {
  if (definition.ttlAttribute === undefined) return null;
  const seconds = attributeOf(item, definition.ttlAttribute)?.N;
  if (seconds === undefined) return null;
  const expires = Math.floor(Number(seconds));
  return Number.isSafeInteger(expires) ? expires : null;
}
