/**
 * Reads rows in order: the items of a table or the entries of an index, of one partition or of all. Rows come lazily, so
 * a page that is full after ten reads ten.
 */
import type { Statement, Store } from '../../kernel/store.ts';
import type { KeyRange } from './key-text.ts';
import type { Place } from './key-schema.ts';

/** A row as it is stored: an item, or what an index holds of one. */
export interface Row {
  readonly id: number;
  readonly size: number;
  readonly item: string;
  /** The table key's text of the item that an index entry belongs to. */
  readonly owner?: string;
}

/** What rows come from. */
export interface Shelf {
  readonly kind: 'items' | 'entries';
  readonly id: number;
}

/** A place among an index's entries: equal index keys are told apart by the table key. */
export interface Position extends Place {
  readonly owner?: string | undefined;
}

export interface PartitionRead {
  readonly partition: Omit<Place, 'range'>;
  readonly range: KeyRange;
  readonly after?: Position | undefined;
  readonly reverse: boolean;
}

export interface ScanRead {
  /** The slots to visit: from the first up to, not including, the second. */
  readonly slots: readonly [number, number];
  readonly after?: Position | undefined;
}

type Value = string | number;

export class Shelves {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  partition(shelf: Shelf, { partition, range, after, reverse }: PartitionRead): IterableIterator<Row> {
    const clauses = ['shelf = ?', 'slot = ?', 'hash = ?'];
    const values: Value[] = [shelf.id, partition.slot, partition.hash];
    const bound = (operator: string, inclusive: boolean | undefined, value: string | undefined): void => {
      if (value === undefined) return;
      clauses.push(`range ${operator}${inclusive === true ? '=' : ''} ?`);
      values.push(value);
    };
    bound('>', range.fromInclusive, range.from);
    bound('<', range.toInclusive, range.to);
    const columns = shelf.kind === 'items' ? ['range'] : ['range', 'owner'];
    if (after !== undefined) {
      const place = shelf.kind === 'items' ? [after.range] : [after.range, after.owner ?? ''];
      clauses.push(`(${columns.join(', ')}) ${reverse ? '<' : '>'} (${columns.map(() => '?').join(', ')})`);
      values.push(...place);
    }
    return this.#select(shelf, clauses, columns, reverse).iterate(...values);
  }

  scan(shelf: Shelf, { slots: [from, to], after }: ScanRead): IterableIterator<Row> {
    const clauses = ['shelf = ?', 'slot >= ?', 'slot < ?'];
    const values: Value[] = [shelf.id, after === undefined ? from : Math.max(from, after.slot), to];
    const columns = ['slot', 'hash', 'range', ...(shelf.kind === 'items' ? [] : ['owner'])];
    if (after !== undefined) {
      clauses.push(`(${columns.join(', ')}) > (${columns.map(() => '?').join(', ')})`);
      values.push(after.slot, after.hash, after.range);
      if (shelf.kind === 'entries') values.push(after.owner ?? '');
    }
    return this.#select(shelf, clauses, columns, false).iterate(...values);
  }

  #select(
    shelf: Shelf,
    clauses: readonly string[],
    order: readonly string[],
    reverse: boolean,
  ): Statement<Row> {
    const [table, columns] =
      shelf.kind === 'items'
        ? ['dynamodb_items', 'id, size, item']
        : ['dynamodb_index_entries', 'id, size, item, owner'];
    const direction = reverse ? ' DESC' : '';
    const by = order.map((column) => `${column}${direction}`).join(', ');
    return this.#store.statement(
      `SELECT ${columns} FROM ${table} WHERE ${clauses.join(' AND ')} ORDER BY ${by}`,
    );
  }
}
