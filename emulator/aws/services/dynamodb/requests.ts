/** What operations on one table begin with. */
import type { Call } from '../../kernel/operation.ts';
import { check, type Constraints } from './constraints.ts';
import type { DynamoDb } from './dynamodb.ts';
import { namedTableNotFound, validation } from './errors.ts';
import { namedTableInput } from './input-constraints.ts';
import type { Table } from './table.ts';
import { tableNameOf } from './tables.ts';

interface Named {
  readonly TableName: string | undefined;
}

/** The input with a table name in place of a table ARN, checked for its shape. */
export function checkedInput<Input extends Named>(input: Input, constraints: Constraints): Input {
  const named = input.TableName?.startsWith('arn:')
    ? { ...input, TableName: tableNameOf(input.TableName) }
    : input;
  check(named, constraints);
  return named;
}

/**
 * The table that a control operation works on, whatever its state.
 *
 * @param missing what says that the table is not there
 * @throws AwsError ValidationException, AccessDeniedException, ResourceNotFoundException
 */
export function controlled(
  db: DynamoDb,
  call: Call,
  action: string,
  input: Named,
  constraints: Constraints = namedTableInput,
  missing = namedTableNotFound,
): Table {
  if (input.TableName === undefined) {
    throw validation("The parameter 'TableName' is required but was not present in the request");
  }
  const { TableName: name = '' } = checkedInput(input, constraints);
  call.touches(name);
  db.authorize(call, action, name);
  db.settle(call.scope, name, call.now);
  return db.tables.named(call.scope, name, missing);
}
