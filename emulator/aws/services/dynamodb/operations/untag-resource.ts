import type { UntagResourceInput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import { check } from '../constraints.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { validation } from '../errors.ts';
import { untagResourceInput } from '../input-constraints.ts';
import { tableByArn } from '../resource-arn.ts';
import { checkTagCount, checkTagKey } from '../tags.ts';

/** Takes tags off a table; keys that it does not have are no error. */
export const untagResource: Operation<DynamoDb, UntagResourceInput, object> = (db, input, call) => {
  check(input, untagResourceInput);
  if (input.TagKeys?.length === 0) throw validation('Atleast one Tag Key needs to be provided as Input.');
  for (const key of input.TagKeys ?? []) checkTagKey(key);
  checkTagCount(input.TagKeys?.length ?? 0);
  const table = tableByArn(db, call, 'UntagResource', input.ResourceArn ?? '');
  const kept = Object.entries(table.definition.tags).filter(([key]) => input.TagKeys?.includes(key) !== true);
  db.tables.change(table, { tags: Object.fromEntries(kept) });
  return {};
};
