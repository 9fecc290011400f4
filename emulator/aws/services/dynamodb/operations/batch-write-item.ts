import type {
  AttributeValue,
  BatchWriteItemInput,
  BatchWriteItemOutput,
  WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { attributeOf } from '../attributes.ts';
import { Bill, checkBatch, collectionReport, SeenItems } from '../batches.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { keyMismatch, validation } from '../errors.ts';
import { batchWriteItemInput } from '../input-constraints.ts';
import { readAttributes, type ReadAttributes } from '../item-reader.ts';
import { keyAttributes } from '../key-schema.ts';
import type { Table } from '../table.ts';
import { perform, prepareDelete, preparePut, readItem, type PreparedWrite } from '../writes.ts';

const MAX_REQUESTS = 25;

type Request =
  | { readonly kind: 'put'; readonly item: ReadAttributes; readonly raw: WriteRequest }
  | { readonly kind: 'delete'; readonly key: Record<string, AttributeValue>; readonly raw: WriteRequest };

interface TableWrite {
  readonly tableName: string;
  readonly write: PreparedWrite;
  readonly raw: WriteRequest;
}

/**
 * Puts and deletes items, each on its own: what a table's throughput does not allow is handed back in UnprocessedItems.
 * What is wrong with one request refuses them all.
 */
export const batchWriteItem: Operation<DynamoDb, BatchWriteItemInput, BatchWriteItemOutput> = (
  db,
  input,
  call,
) => {
  checkBatch(input, batchWriteItemInput);
  const byTable = Object.entries(input.RequestItems ?? {});
  if (byTable.length === 0) {
    throw validation('The requestItems parameter is required for BatchWriteItem');
  }
  const read = byTable.map(([name, requests]) => [name, requests.map(readRequest)] as const);
  if (read.reduce((count, [, requests]) => count + requests.length, 0) > MAX_REQUESTS) {
    throw validation('Too many items requested for the BatchWriteItem call');
  }
  const seen = new SeenItems();
  const writes = read.flatMap(([tableName, requests]) => {
    const table = db.table(call, 'BatchWriteItem', tableName);
    return requests.map((request): TableWrite => {
      const write = prepared(table, request);
      if (seen.isRepeated(table, write.place)) {
        throw validation('Provided list of item keys contains duplicates');
      }
      return { tableName, write, raw: request.raw };
    });
  });
  const bill = new Bill();
  const unprocessed: Record<string, WriteRequest[]> = {};
  const written = db.kernel.store.transact(() =>
    writes.flatMap(({ tableName, write, raw }) => {
      if (!admits(db, write.table, call.now)) {
        (unprocessed[tableName] ??= []).push(raw);
        return [];
      }
      const result = perform(db.items, write, { now: call.now, cause: call.seq });
      bill.add(write.table, result.units);
      db.charge(call, write.table, 'Write', result.units);
      return [{ write, result }];
    }),
  );
  return {
    UnprocessedItems: unprocessed,
    ...collectionReport(db.kernel.store, input.ReturnItemCollectionMetrics, written),
    ...bill.report(input.ReturnConsumedCapacity),
  };
};

function readRequest(raw: WriteRequest): Request {
  const { PutRequest: put, DeleteRequest: remove } = raw;
  if ((put === undefined) === (remove === undefined)) {
    throw validation(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  if (put !== undefined) return { kind: 'put', item: readItem(put.Item ?? {}), raw };
  return { kind: 'delete', key: readAttributes(remove?.Key ?? {}).attributes, raw };
}

function prepared(table: Table, request: Request): PreparedWrite {
  if (request.kind === 'delete') return prepareDelete(table, request.key, {});
  const { attributes } = request.item;
  for (const { name, type } of keyAttributes(table.key)) {
    if (attributeOf(attributes, name)?.[type] === undefined) throw keyMismatch();
  }
  return preparePut(table, request.item, {});
}

/** Whether the table takes another write now; a table that takes none leaves it unprocessed. */
function admits(db: DynamoDb, table: Table, now: number): boolean {
  try {
    db.limits.admit(table, 'Write', now);
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
