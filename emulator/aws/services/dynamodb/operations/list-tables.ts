import type { ListTablesInput, ListTablesOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import { check } from '../constraints.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { listTablesInput } from '../input-constraints.ts';

const PAGE = 100;

/** The names of an account's tables in a region, in order, a hundred at most to a page. */
export const listTables: Operation<DynamoDb, ListTablesInput, ListTablesOutput> = (db, input, call) => {
  check(input, listTablesInput);
  db.authorize(call, 'ListTables', '*');
  const { ExclusiveStartTableName: after, Limit: limit = PAGE } = input;
  const names = db.tables.of(call.scope).map(({ name }) => name);
  const rest = after === undefined ? names : names.filter((name) => name > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    TableNames: page,
    ...(rest.length > limit && last !== undefined && { LastEvaluatedTableName: last }),
  };
};
