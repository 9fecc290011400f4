import type {
  AttributeValue,
  TransactWriteItem,
  TransactWriteItemsInput,
  TransactWriteItemsOutput,
} from '@aws-sdk/client-dynamodb';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { Bill, collectionReport, SeenItems } from '../batches.ts';
import { check } from '../constraints.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { transactionCancelled, validation } from '../errors.ts';
import {
  bindExpressions,
  type BoundExpressions,
  type ExpressionParameters,
} from '../expressions/expressions.ts';
import { transactWriteItemsInput } from '../input-constraints.ts';
import { readAttributes, type ReadAttributes } from '../item-reader.ts';
import type { Table } from '../table.ts';
import { digestOf, reasonFor } from '../transactions.ts';
import { readUnits, timesUnits, type Units } from '../units.ts';
import {
  perform,
  prepareCheck,
  prepareDelete,
  preparePut,
  prepareUpdate,
  readItem,
  type PreparedWrite,
  type WriteOptions,
  type WriteResult,
} from '../writes.ts';

const MAX_BYTES = 4 * 2 ** 20;
/** Transactions write everything twice. */
const FACTOR = 2;

interface Action {
  readonly kind: 'Put' | 'Update' | 'Delete' | 'ConditionCheck';
  readonly tableName: string | undefined;
  readonly item: ReadAttributes;
  readonly bound: BoundExpressions;
  readonly onFailure: WriteOptions['onFailure'];
}

/** Writes up to a hundred items all together or not at all. */
export const transactWriteItems: Operation<DynamoDb, TransactWriteItemsInput, TransactWriteItemsOutput> = (
  db,
  input,
  call,
) => {
  check(input, transactWriteItemsInput);
  const items = input.TransactItems ?? [];
  const actions = items.map((item) => readAction(db, item));
  checkSize(actions);
  const tables = actions.map(({ kind, tableName }) => db.table(call, ACTIONS[kind], tableName));
  const token = input.ClientRequestToken;
  const digest = token === undefined ? '' : digestOf(items);
  const earlier = token === undefined ? undefined : db.tokens.recall(call.scope, token, digest, call.now);
  const bill = new Bill();
  if (earlier !== undefined) {
    replayed(db, JSON.parse(earlier) as [string, number][], call, bill);
    return bill.report(input.ReturnConsumedCapacity, 'ReadCapacityUnits');
  }
  const prepared = preparedAll(actions, tables);
  const written = db.kernel.store.transact(() => {
    const results = performAll(db, prepared, call);
    for (const { write, result } of results) {
      const units = timesUnits(result.units, FACTOR);
      bill.add(write.table, units);
      db.charge(call, write.table, 'Write', units);
    }
    if (token !== undefined) {
      db.tokens.remember(call.scope, token, digest, call.now, JSON.stringify(rereads(results)));
    }
    return results;
  });
  return {
    ...collectionReport(db.kernel.store, input.ReturnItemCollectionMetrics, written),
    ...bill.report(input.ReturnConsumedCapacity, 'WriteCapacityUnits'),
  };
};

/** @throws AwsError ValidationException in AWS's words, which say most of it twice */
function checkSize(actions: readonly Action[]): void {
  const bytes = actions.reduce((sum, { item }) => sum + item.size, 0);
  if (bytes <= MAX_BYTES) return;
  const text = 'Transaction payload size cannot exceed 4MB. Payload Size: ';
  throw validation(`${text}: ${text}${bytes}`);
}

/** The permissions that the actions of a transaction take. */
const ACTIONS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

function readAction(db: DynamoDb, item: TransactWriteItem): Action {
  const { Put: put, Update: update, Delete: remove, ConditionCheck: condition } = item;
  if ([put, update, remove, condition].filter((action) => action !== undefined).length > 1) {
    throw validation('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  if (put !== undefined) return actionOf(db, 'Put', put, readItem(put.Item ?? {}));
  const key = (raw: Record<string, AttributeValue> | undefined) => readAttributes(raw ?? {});
  if (update !== undefined) return actionOf(db, 'Update', update, key(update.Key));
  if (remove !== undefined) return actionOf(db, 'Delete', remove, key(remove.Key));
  if (condition !== undefined) return actionOf(db, 'ConditionCheck', condition, key(condition.Key));
  throw validation(
    'The action or operation requested is invalid. Verify that the action is typed correctly.',
  );
}

function actionOf(
  db: DynamoDb,
  kind: Action['kind'],
  input: ExpressionParameters & {
    readonly TableName: string | undefined;
    readonly ReturnValuesOnConditionCheckFailure?: WriteOptions['onFailure'];
  },
  item: ReadAttributes,
): Action {
  return {
    kind,
    tableName: input.TableName,
    item,
    bound: bindExpressions(input, db.expressions),
    onFailure: input.ReturnValuesOnConditionCheckFailure,
  };
}

/** The first action that cannot be is the only one that is told so. */
function preparedAll(actions: readonly Action[], tables: readonly Table[]): readonly PreparedWrite[] {
  const writes: PreparedWrite[] = [];
  for (const [at, one] of actions.entries()) {
    const { value, reason } = reasonFor(() => prepare(one, tables[at]!));
    if (value === undefined) {
      throw transactionCancelled(actions.map((_, other) => (other === at ? reason : { Code: 'None' })));
    }
    writes.push(value);
  }
  const seen = new SeenItems();
  if (writes.some(({ table, place }) => seen.isRepeated(table, place))) {
    throw validation('Transaction request cannot include multiple operations on one item');
  }
  return writes;
}

function prepare({ kind, item, bound, onFailure }: Action, table: Table): PreparedWrite {
  const options = { condition: bound.condition, onFailure };
  switch (kind) {
    case 'Put':
      return preparePut(table, item, options);
    case 'Update':
      return prepareUpdate(table, item.attributes, bound.update ?? [], options);
    case 'Delete':
      return prepareDelete(table, item.attributes, options);
    case 'ConditionCheck':
      return prepareCheck(table, item.attributes, options);
  }
}

/** Tries every action, so that all reasons are known; the surrounding transaction undoes them if there are any. */
function performAll(db: DynamoDb, writes: readonly PreparedWrite[], call: Call) {
  const attempts = writes.map((write) =>
    reasonFor(() => {
      db.limits.admit(write.table, 'Write', call.now);
      return perform(db.items, write, { now: call.now, cause: call.seq });
    }),
  );
  const results = attempts.flatMap(({ value: result }, at) =>
    result === undefined ? [] : [{ write: writes[at]!, result }],
  );
  if (results.length < attempts.length) throw transactionCancelled(attempts.map(({ reason }) => reason));
  return results;
}

/** What a repeated request will consume: it reads what was written. */
const rereads = (
  results: readonly { readonly write: PreparedWrite; readonly result: WriteResult }[],
): readonly (readonly [tableName: string, units: number])[] =>
  results.map(({ write, result }) => [
    write.table.name,
    readUnits(Math.max(result.before?.size ?? 0, result.size), 'transactional'),
  ]);

function replayed(db: DynamoDb, reads: readonly [string, number][], call: Call, bill: Bill): void {
  for (const [name, amount] of reads) {
    const table = db.tables.find(call.scope, name);
    const units: Units = { table: amount, indexes: new Map() };
    if (table === undefined) continue;
    bill.add(table, units);
    db.charge(call, table, 'Read', units);
  }
}
