import type { DescribeTableInput, DescribeTableOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { describeTable as description } from '../table-description.ts';
import { controlled } from '../requests.ts';

/** What a table is. Item counts and sizes are those of the last count, about every six hours, as in AWS. */
export const describeTable: Operation<DynamoDb, DescribeTableInput, DescribeTableOutput> = (
  db,
  input,
  call,
) => {
  const table = controlled(db, call, 'DescribeTable', input);
  return { Table: description(db.recounted(table, call.now), call.now) };
};
