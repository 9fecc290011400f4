import type { DeleteTableInput, DeleteTableOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { tableInUse, validation } from '../errors.ts';
import { controlled } from '../requests.ts';
import { describeTable } from '../table-description.ts';

/**
 * Removes a table with all it holds. Its latest stream can be read on for a day.
 *
 * Evidence: what is not said of a table that goes: Alternator's tests, which their authors run on AWS.
 */
export const deleteTable: Operation<DynamoDb, DeleteTableInput, DeleteTableOutput> = (db, input, call) => {
  const table = controlled(db, call, 'DeleteTable', input);
  const status = table.status(call.now);
  if (status !== 'ACTIVE') throw tableInUse(table.name, status);
  if (table.definition.deletionProtected) {
    throw validation(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
  }
  const {
    AttributeDefinitions: _,
    KeySchema: __,
    CreationDateTime: ___,
    GlobalSecondaryIndexes: ____,
    LocalSecondaryIndexes: _____,
    ...description
  } = describeTable(table, call.now);
  const until = db.settledAt(call.now);
  db.kernel.store.transact(() => {
    db.closeStream(table, call.now);
    db.tables.change(table, { transition: { status: 'DELETING', until } });
  });
  db.settle(call.scope, table.name, call.now);
  return { TableDescription: { ...description, TableStatus: 'DELETING' } };
};
