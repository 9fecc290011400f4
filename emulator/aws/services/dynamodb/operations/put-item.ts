import type { PutItemInput, PutItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { validation } from '../errors.ts';
import { bindExpressions, checkParameters } from '../expressions/expressions.ts';
import { putItemInput } from '../input-constraints.ts';
import { checkConditionalOperator, expectationOf } from '../legacy.ts';
import { checkedInput } from '../requests.ts';
import { writeOne } from '../single-write.ts';
import { preparePut, readItem } from '../writes.ts';

/** Puts an item in place of the one with the same key, if there is one. */
export const putItem: Operation<DynamoDb, PutItemInput, PutItemOutput> = (db, raw, call) => {
  const input = checkedInput(raw, putItemInput);
  checkParameters(input, ['ConditionExpression'], ['Expected', 'ConditionalOperator']);
  checkConditionalOperator(input.ConditionalOperator, input.Expected);
  const item = readItem(input.Item ?? {});
  checkReturnValues(input.ReturnValues);
  const { condition = expectationOf(input.Expected ?? {}, input.ConditionalOperator) } = bindExpressions(
    input,
    db.expressions,
  );
  const table = db.table(call, 'PutItem', input.TableName);
  const onFailure = input.ReturnValuesOnConditionCheckFailure;
  const write = preparePut(table, item, { condition, onFailure });
  const { result, report } = writeOne(db, call, write, input);
  const before = result.before?.item;
  return {
    ...(input.ReturnValues === 'ALL_OLD' && before !== undefined && { Attributes: before }),
    ...report,
  };
};

export function checkReturnValues(mode: PutItemInput['ReturnValues']): void {
  if (mode === undefined || mode === 'NONE' || mode === 'ALL_OLD') return;
  throw validation('ReturnValues can only be ALL_OLD or NONE');
}
