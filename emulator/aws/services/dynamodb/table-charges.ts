/**
 * What tables cost while nobody asks them anything: their items and index entries, each with 100 bytes beside its
 * own, and the capacity that is provisioned for them.
 * Evidence: "Amazon DynamoDB pricing", data storage and provisioned capacity (2026-11).
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Standing } from '../../kernel/standing-charges.ts';
import type { DynamoDb } from './dynamodb.ts';
import type { Table } from './table.ts';

const ITEM_OVERHEAD = 100;

export function chargeForTables(dynamodb: DynamoDb): void {
  const { standing, clock } = dynamodb.kernel;
  standing.keep('dynamodb', () => {
    const now = clock.now();
    return [...dynamodb.tables.all()].flatMap((table) => chargesOf(dynamodb.recounted(table, now), now));
  });
}

function chargesOf({ name, scope, definition }: Table, now: Instant): readonly Standing[] {
  if (definition.transition?.status === 'DELETING' && definition.transition.until <= now) return [];
  const { accountId, region } = scope;
  const { counted, billingMode, throughput, indexes, tableClass } = definition;
  const prefix = tableClass === 'STANDARD_INFREQUENT_ACCESS' ? 'IA-' : '';
  const charge = (usageType: string, quantity: number): Standing => ({
    usageType: `${prefix}${usageType}`,
    operation: '',
    resource: name,
    accountId,
    region,
    quantity,
  });
  const shelves = [counted, ...Object.values(counted.indexes)];
  const bytes = shelves.reduce((sum, shelf) => sum + shelf.bytes + shelf.items * ITEM_OVERHEAD, 0);
  const stored = bytes === 0 ? [] : [charge('TimedStorage-ByteHrs', bytes)];
  if (billingMode !== 'PROVISIONED') return stored;
  const provisioned = [
    throughput,
    ...indexes.filter(({ kind }) => kind === 'global').map((each) => each.throughput),
  ];
  return [
    ...stored,
    charge(
      'ReadCapacityUnit-Hrs',
      provisioned.reduce((sum, { read }) => sum + read, 0),
    ),
    charge(
      'WriteCapacityUnit-Hrs',
      provisioned.reduce((sum, { write }) => sum + write, 0),
    ),
  ];
}
