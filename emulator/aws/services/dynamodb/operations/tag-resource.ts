import type { TagResourceInput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import { check } from '../constraints.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { validation } from '../errors.ts';
import { tagResourceInput } from '../input-constraints.ts';
import { tableByArn } from '../resource-arn.ts';
import { tagRecord } from '../tags.ts';

/** Adds tags to a table, in place of those with the same keys. */
export const tagResource: Operation<DynamoDb, TagResourceInput, object> = (db, input, call) => {
  check(input, tagResourceInput);
  if (input.Tags?.length === 0) throw validation('Atleast one Tag needs to be provided as Input.');
  const table = tableByArn(db, call, 'TagResource', input.ResourceArn ?? '');
  db.tables.change(table, { tags: tagRecord(input.Tags ?? [], table.definition.tags) });
  return {};
};
