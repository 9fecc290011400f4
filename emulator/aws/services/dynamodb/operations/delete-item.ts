import type { DeleteItemInput, DeleteItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { bindExpressions, checkParameters } from '../expressions/expressions.ts';
import { deleteItemInput } from '../input-constraints.ts';
import { readAttributes } from '../item-reader.ts';
import { checkConditionalOperator, expectationOf } from '../legacy.ts';
import { checkedInput } from '../requests.ts';
import { writeOne } from '../single-write.ts';
import { prepareDelete } from '../writes.ts';
import { checkReturnValues } from './put-item.ts';

/** Removes an item; removing one that is not there is no error. */
export const deleteItem: Operation<DynamoDb, DeleteItemInput, DeleteItemOutput> = (db, raw, call) => {
  const input = checkedInput(raw, deleteItemInput);
  checkParameters(input, ['ConditionExpression'], ['Expected', 'ConditionalOperator']);
  checkConditionalOperator(input.ConditionalOperator, input.Expected);
  const { attributes: key } = readAttributes(input.Key ?? {});
  checkReturnValues(input.ReturnValues);
  const { condition = expectationOf(input.Expected ?? {}, input.ConditionalOperator) } = bindExpressions(
    input,
    db.expressions,
  );
  const table = db.table(call, 'DeleteItem', input.TableName);
  const onFailure = input.ReturnValuesOnConditionCheckFailure;
  const write = prepareDelete(table, key, { condition, onFailure });
  const { result, report } = writeOne(db, call, write, input);
  const before = result.before?.item;
  return {
    ...(input.ReturnValues === 'ALL_OLD' && before !== undefined && { Attributes: before }),
    ...report,
  };
};
