/**
 * Capacity units: what reads and writes consume, and how answers report it.
 *
 * Evidence: aws.md section E.7; index units as measured on real tables (public conformance suite, 2026-08-12): they are
 * part of the total, and an index that costs nothing is not mentioned.
 */
import type { Capacity, ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Table } from './table.ts';

export interface Units {
  readonly table: number;
  /** By index name; only those that consume anything. */
  readonly indexes: Map<string, number>;
}

const WRITE_BLOCK = 1_024;
const READ_BLOCK = 4_096;

/** Of writing an item of so many bytes. */
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_BLOCK));

export type ReadMode = 'eventual' | 'strong' | 'transactional';

const READ_FACTOR: Readonly<Record<ReadMode, number>> = { eventual: 0.5, strong: 1, transactional: 2 };

/** Of reading so many bytes in one go. Finding nothing costs as much as the smallest item. */
export const readUnits = (bytes: number, mode: ReadMode): number =>
  Math.max(1, Math.ceil(bytes / READ_BLOCK)) * READ_FACTOR[mode];

export const totalOf = ({ table, indexes }: Units): number => {
  let total = table;
  for (const units of indexes.values()) total += units;
  return total;
};

export function addUnits(a: Units | undefined, b: Units): Units {
  if (a === undefined) return b;
  const indexes = new Map(a.indexes);
  for (const [name, units] of b.indexes) indexes.set(name, (indexes.get(name) ?? 0) + units);
  return { table: a.table + b.table, indexes };
}

export const timesUnits = ({ table, indexes }: Units, factor: number): Units => ({
  table: table * factor,
  indexes: new Map([...indexes].map(([name, units]) => [name, units * factor])),
});

/**
 * The report an answer carries, if it was asked for.
 *
 * @param split in transactions reads and writes are told apart
 */
export function consumed(
  mode: ReturnConsumedCapacity | undefined,
  table: Table,
  units: Units,
  split?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): ConsumedCapacity | undefined {
  if (mode === undefined || mode === 'NONE') return undefined;
  const capacity = (amount: number): Capacity => ({
    CapacityUnits: amount,
    ...(split !== undefined && { [split]: amount }),
  });
  const report: ConsumedCapacity = { TableName: table.name, ...capacity(totalOf(units)) };
  if (mode === 'TOTAL') return report;
  report.Table = capacity(units.table);
  for (const [name, amount] of units.indexes) {
    const kind = table.index(name)?.global === true ? 'GlobalSecondaryIndexes' : 'LocalSecondaryIndexes';
    (report[kind] ??= {})[name] = capacity(amount);
  }
  return report;
}
