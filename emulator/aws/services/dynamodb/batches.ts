/** What batches and transactions have in common. */
import type {
  ConsumedCapacity,
  ItemCollectionMetrics,
  ReturnConsumedCapacity,
  ReturnItemCollectionMetrics,
} from '@aws-sdk/client-dynamodb';
import type { Store } from '../../kernel/store.ts';
import { collectionMetrics } from './collections.ts';
import { check, type Constraints } from './constraints.ts';
import { ownerOf } from './items.ts';
import type { Place } from './key-schema.ts';
import type { Table } from './table.ts';
import { tableNameOf } from './tables.ts';
import { addUnits, consumed, type Units } from './units.ts';
import type { PreparedWrite, WriteResult } from './writes.ts';

/**
 * Checks a batch's shape with table names in place of table ARNs.
 *
 * @throws AwsError ValidationException
 */
export function checkBatch(
  input: { readonly RequestItems: Readonly<Record<string, unknown>> | undefined },
  constraints: Constraints,
): void {
  const { RequestItems: items } = input;
  if (items === undefined) return check(input, constraints);
  const named = Object.entries(items).map(([name, requests]) => [tableNameOf(name), requests]);
  check({ ...input, RequestItems: Object.fromEntries(named) }, constraints);
}

/** Units by table, added up over a request. */
export class Bill {
  readonly #units = new Map<Table, Units>();

  add(table: Table, units: Units): void {
    this.#units.set(table, addUnits(this.#units.get(table), units));
  }

  entries(): Iterable<readonly [Table, Units]> {
    return this.#units;
  }

  /** One report for each table, if reports were asked for. */
  report(
    mode: ReturnConsumedCapacity | undefined,
    split?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
  ): { readonly ConsumedCapacity?: ConsumedCapacity[] } {
    const reports = [...this.#units].flatMap(([table, units]) => consumed(mode, table, units, split) ?? []);
    return mode === undefined || mode === 'NONE' ? {} : { ConsumedCapacity: reports };
  }
}

/** Tells whether an item was seen before in the same request. */
export class SeenItems {
  readonly #seen = new Set<string>();

  isRepeated(table: Table, place: Place): boolean {
    const key = `${table.id}/${ownerOf(place)}`;
    const repeated = this.#seen.has(key);
    this.#seen.add(key);
    return repeated;
  }
}

/** Metrics of the item collections written to, by table, if they were asked for. */
export function collectionReport(
  store: Store,
  mode: ReturnItemCollectionMetrics | undefined,
  written: readonly { readonly write: PreparedWrite; readonly result: WriteResult }[],
): { readonly ItemCollectionMetrics?: Record<string, ItemCollectionMetrics[]> } {
  if (mode !== 'SIZE') return {};
  const byTable: Record<string, ItemCollectionMetrics[]> = {};
  const seen = new Set<string>();
  for (const { write, result } of written) {
    const { table, place } = write;
    const key = `${table.id}/${place.hash}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const metrics = collectionMetrics(store, table, place, result.after ?? result.before?.item);
    if (metrics !== undefined) (byTable[table.name] ??= []).push(metrics);
  }
  return { ItemCollectionMetrics: byTable };
}
