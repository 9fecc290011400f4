/** Carries out a write that is a request of its own, and reports what it consumed. */
import type {
  ConsumedCapacity,
  ItemCollectionMetrics,
  ReturnConsumedCapacity,
  ReturnItemCollectionMetrics,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import { collectionMetrics } from './collections.ts';
import type { DynamoDb } from './dynamodb.ts';
import { consumed, writeUnits } from './units.ts';
import { perform, type PreparedWrite, type WriteResult } from './writes.ts';

interface ReportRequest {
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity | undefined;
  readonly ReturnItemCollectionMetrics?: ReturnItemCollectionMetrics | undefined;
}

export interface WriteReport {
  readonly ConsumedCapacity?: ConsumedCapacity;
  readonly ItemCollectionMetrics?: ItemCollectionMetrics;
}

export function writeOne(
  db: DynamoDb,
  call: Call,
  write: PreparedWrite,
  wanted: ReportRequest,
): { readonly result: WriteResult; readonly report: WriteReport } {
  const { table } = write;
  db.limits.admit(table, 'Write', call.now);
  const result = performCharged(db, call, write);
  const capacity = consumed(wanted.ReturnConsumedCapacity, table, result.units);
  const metrics =
    wanted.ReturnItemCollectionMetrics === 'SIZE'
      ? collectionMetrics(db.kernel.store, table, write.place, result.after ?? result.before?.item)
      : undefined;
  return {
    result,
    report: {
      ...(capacity !== undefined && { ConsumedCapacity: capacity }),
      ...(metrics !== undefined && { ItemCollectionMetrics: metrics }),
    },
  };
}

/** A condition that fails has still been paid for. */
function performCharged(db: DynamoDb, call: Call, write: PreparedWrite): WriteResult {
  const { table, place } = write;
  try {
    const result = db.kernel.store.transact(() =>
      perform(db.items, write, { now: call.now, cause: call.seq }),
    );
    db.charge(call, table, 'Write', result.units);
    return result;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ConditionalCheckFailedException') {
      const size = db.items.find(table, place)?.size ?? 0;
      db.charge(call, table, 'Write', { table: writeUnits(size), indexes: new Map() });
    }
    throw error;
  }
}
