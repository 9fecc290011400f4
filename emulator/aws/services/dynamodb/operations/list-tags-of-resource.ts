import type { ListTagsOfResourceInput, ListTagsOfResourceOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import { check } from '../constraints.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { listTagsInput } from '../input-constraints.ts';
import { tableByArn } from '../resource-arn.ts';

/** All tags of a table; they always fit on one page. */
export const listTagsOfResource: Operation<DynamoDb, ListTagsOfResourceInput, ListTagsOfResourceOutput> = (
  db,
  input,
  call,
) => {
  check(input, listTagsInput);
  const table = tableByArn(db, call, 'ListTagsOfResource', input.ResourceArn ?? '');
  return { Tags: Object.entries(table.definition.tags).map(([Key, Value]) => ({ Key, Value })) };
};
