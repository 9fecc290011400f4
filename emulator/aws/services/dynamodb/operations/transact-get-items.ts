import type { ItemResponse, TransactGetItemsInput, TransactGetItemsOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import { Bill, SeenItems } from '../batches.ts';
import { check } from '../constraints.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { validation } from '../errors.ts';
import { bindExpressions } from '../expressions/expressions.ts';
import { transactGetItemsInput } from '../input-constraints.ts';
import { readAttributes } from '../item-reader.ts';
import { placeOfKey } from '../key-schema.ts';
import { reasonFor } from '../transactions.ts';
import { transactionCancelled } from '../errors.ts';
import { readUnits } from '../units.ts';
import { checkKeyPaths } from '../writes.ts';

const MAX_BYTES = 4 * 2 ** 20;

/** Reads up to a hundred items as they are at one moment. */
export const transactGetItems: Operation<DynamoDb, TransactGetItemsInput, TransactGetItemsOutput> = (
  db,
  input,
  call,
) => {
  check(input, transactGetItemsInput);
  const bound = (input.TransactItems ?? []).map(({ Get: get }) => {
    const { TableName, Key = {} } = get ?? {};
    const { attributes: key } = readAttributes(Key);
    return { TableName, key, ...bindExpressions(get ?? {}, db.expressions) };
  });
  const tables = bound.map(({ TableName }) => db.table(call, 'GetItem', TableName));
  const attempts = bound.map(({ key, projection }, at) => {
    const table = tables[at]!;
    return reasonFor(() => {
      if (projection !== undefined) checkKeyPaths(table, projection.paths);
      return placeOfKey(table.key, key);
    });
  });
  if (attempts.some(({ reason }) => reason.Code !== 'None')) {
    throw transactionCancelled(attempts.map(({ reason }) => reason));
  }
  const seen = new SeenItems();
  if (attempts.some(({ value }, at) => value !== undefined && seen.isRepeated(tables[at]!, value))) {
    throw validation('Transaction request cannot include multiple operations on one item');
  }
  for (const table of new Set(tables)) db.limits.admit(table, 'Read', call.now);
  const bill = new Bill();
  let bytes = 0;
  const responses = attempts.map(({ value: place }, at): ItemResponse => {
    const table = tables[at]!;
    const stored = place === undefined ? undefined : db.items.find(table, place);
    bill.add(table, { table: readUnits(stored?.size ?? 0, 'transactional'), indexes: new Map() });
    if (stored === undefined) return {};
    bytes += stored.size;
    const { projection } = bound[at]!;
    return { Item: projection === undefined ? stored.item : projection.of(stored.item) };
  });
  if (bytes > MAX_BYTES) {
    throw validation('Collective size of items in transaction cannot exceed 4MB');
  }
  for (const [table, units] of bill.entries()) db.charge(call, table, 'Read', units);
  return { Responses: responses, ...bill.report(input.ReturnConsumedCapacity, 'ReadCapacityUnits') };
};
