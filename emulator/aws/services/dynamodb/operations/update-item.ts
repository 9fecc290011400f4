import type { AttributeValue, UpdateItemInput, UpdateItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { Attributes } from '../attributes.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { bindExpressions, checkParameters } from '../expressions/expressions.ts';
import { Projection } from '../expressions/path.ts';
import { updateItemInput } from '../input-constraints.ts';
import { readAttributes } from '../item-reader.ts';
import { checkConditionalOperator, expectationOf, updatesOf } from '../legacy.ts';
import { checkedInput } from '../requests.ts';
import { writeOne } from '../single-write.ts';
import { prepareUpdate, type WriteResult } from '../writes.ts';

/** Changes attributes of an item, or makes it if it is not there. */
export const updateItem: Operation<DynamoDb, UpdateItemInput, UpdateItemOutput> = (db, raw, call) => {
  const input = checkedInput(raw, updateItemInput);
  checkParameters(
    input,
    ['UpdateExpression', 'ConditionExpression'],
    ['AttributeUpdates', 'Expected', 'ConditionalOperator'],
  );
  checkConditionalOperator(input.ConditionalOperator, input.Expected);
  const { attributes: key } = readAttributes(input.Key ?? {});
  const legacyUpdates = updatesOf(input.AttributeUpdates ?? {});
  const legacyCondition = expectationOf(input.Expected ?? {}, input.ConditionalOperator);
  const { update = legacyUpdates, condition = legacyCondition } = bindExpressions(input, db.expressions);
  const table = db.table(call, 'UpdateItem', input.TableName);
  const onFailure = input.ReturnValuesOnConditionCheckFailure;
  const write = prepareUpdate(table, key, update, { condition, onFailure });
  const { result, report } = writeOne(db, call, write, input);
  const returned = returnedAttributes(
    input.ReturnValues,
    result,
    update.map(({ path }) => path),
  );
  return { ...(returned !== undefined && { Attributes: returned }), ...report };
};

/** The part of the item that was asked for, before or after; nothing when there is nothing of it. */
function returnedAttributes(
  mode: UpdateItemInput['ReturnValues'],
  { before, after }: WriteResult,
  paths: readonly (readonly (string | number)[])[],
): Record<string, AttributeValue> | undefined {
  const part = (item: Attributes | undefined): Record<string, AttributeValue> | undefined => {
    const projected = item === undefined ? {} : new Projection(paths).of(item);
    return Object.keys(projected).length === 0 ? undefined : projected;
  };
  switch (mode) {
    case undefined:
    case 'NONE':
      return undefined;
    case 'ALL_OLD':
      return before?.item;
    case 'ALL_NEW':
      return after;
    case 'UPDATED_OLD':
      return part(before?.item);
    case 'UPDATED_NEW':
      return part(after);
  }
}
