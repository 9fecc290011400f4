/**
 * Item collections: the items of a table with local indexes that share a partition key, together with their entries in
 * those indexes.
 *
 * Evidence: `SizeEstimateRangeGB` is the range of whole gigabytes the size falls in, `[0, 1]` for a small one (public
 * conformance suite, eu-west-2 and us-east-1, 2026-10-09).
 * Gaps: the limit of 10 GB is not enforced.
 */
import type { ItemCollectionMetrics } from '@aws-sdk/client-dynamodb';
import type { Store } from '../../kernel/store.ts';
import type { Attributes } from './attributes.ts';
import type { Place } from './key-schema.ts';
import type { Table } from './table.ts';

const GIGABYTE = 2 ** 30;

/** Nothing for tables without local indexes: they have no item collections. */
export function collectionMetrics(
  store: Store,
  table: Table,
  place: Place,
  item: Attributes | undefined,
): ItemCollectionMetrics | undefined {
  const locals = table.indexes.filter(({ global }) => !global);
  const hash = table.key.hash[0]?.name ?? '';
  const value = item?.[hash];
  if (locals.length === 0 || value === undefined) return undefined;
  const sum = (from: string, shelf: number): number =>
    store
      .statement<{ bytes: number }>(
        `SELECT coalesce(sum(size), 0) AS bytes FROM ${from} WHERE shelf = ? AND slot = ? AND hash = ?`,
      )
      .get(shelf, place.slot, place.hash)?.bytes ?? 0;
  let bytes = sum('dynamodb_items', table.id);
  for (const { id } of locals) bytes += sum('dynamodb_index_entries', id);
  const gigabytes = Math.floor(bytes / GIGABYTE);
  return { ItemCollectionKey: { [hash]: value }, SizeEstimateRangeGB: [gigabytes, gigabytes + 1] };
}
