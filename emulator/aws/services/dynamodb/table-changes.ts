/**
 * Changes of tables that are not one row: counting what a table holds, filling a new index, and taking a table or an
 * index away with all it held.
 */
import { hours, type Instant } from '../../kernel/instant.ts';
import type { Store } from '../../kernel/store.ts';
import { expiryOf, StoredItem, type Items } from './items.ts';
import { placeOf } from './key-schema.ts';
import type { Counted, Index, Table } from './table.ts';

const RECOUNT = hours(6);

interface Count {
  readonly items: number;
  readonly bytes: number;
}

/** The table's counts if the last ones are old enough to be taken again. */
export function recount(store: Store, table: Table, now: Instant): Counted | undefined {
  if (now - table.definition.counted.at < RECOUNT) return undefined;
  const count = (from: string, shelf: number): Count =>
    store
      .statement<Count>(
        `SELECT count(*) AS items, coalesce(sum(size), 0) AS bytes FROM ${from} WHERE shelf = ?`,
      )
      .get(shelf) ?? { items: 0, bytes: 0 };
  const indexes = table.indexes.map(({ id, name }) => [name, { ...count('dynamodb_index_entries', id) }]);
  return {
    at: now,
    ...count('dynamodb_items', table.id),
    indexes: Object.fromEntries(indexes) as Counted['indexes'],
  };
}

export function fillIndex(store: Store, items: Items, table: Table, index: Index): void {
  for (const stored of itemsOf(store, table)) items.refresh(table, index, placeOf(table.key, stored.item));
}

/** Notes, on every item, when it expires. */
export function noteExpiries(store: Store, table: Table): void {
  if (table.definition.ttlAttribute === undefined) {
    store
      .statement('UPDATE dynamodb_items SET expires = NULL WHERE shelf = ? AND expires IS NOT NULL')
      .run(table.id);
    return;
  }
  const note = store.statement('UPDATE dynamodb_items SET expires = ? WHERE id = ?');
  for (const stored of itemsOf(store, table)) note.run(expiryOf(table, stored.item), stored.id);
}

export function removeIndexEntries(store: Store, index: Index): void {
  store.statement('DELETE FROM dynamodb_index_entries WHERE shelf = ?').run(index.id);
}

export function removeContents(store: Store, table: Table): void {
  store.statement('DELETE FROM dynamodb_items WHERE shelf = ?').run(table.id);
  for (const index of table.indexes) removeIndexEntries(store, index);
}

/** All items of a table, a thousand at a time so that they may be changed on the way. */
function* itemsOf(store: Store, table: Table): Generator<StoredItem> {
  const page = store.statement<{ id: number; size: number; item: string }>(
    'SELECT id, size, item FROM dynamodb_items WHERE shelf = ? AND id > ? ORDER BY id LIMIT 1000',
  );
  for (let rows = page.all(table.id, 0); rows.length > 0; rows = page.all(table.id, rows.at(-1)!.id)) {
    for (const row of rows) yield new StoredItem(row);
  }
}
