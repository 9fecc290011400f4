import type { QueryInput, QueryOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { validation } from '../errors.ts';
import { bindExpressions, checkParameters } from '../expressions/expressions.ts';
import { keyConditionsOf, type KeyConditions } from '../expressions/key-condition.ts';
import type { Condition } from '../expressions/bound.ts';
import { pathsOf } from '../expressions/paths-of.ts';
import { queryInput } from '../input-constraints.ts';
import { checkStartKey, keyQuery } from '../key-query.ts';
import { keyAttributes, type KeySchema } from '../key-schema.ts';
import { attributesToGet, checkConditionalOperator, filterOf, keyConditionsFrom } from '../legacy.ts';
import { answerPage, checkPaths, checkSelect, sourceOf, startPosition } from '../reading.ts';
import { checkedInput } from '../requests.ts';

/** Reads the items of one partition, in the order of their sort key. */
export const query: Operation<DynamoDb, QueryInput, QueryOutput> = (db, raw, call) => {
  const input = checkedInput(raw, queryInput);
  const legacyKey = input.KeyConditionExpression === undefined ? [] : ['KeyConditions'];
  checkParameters(
    input,
    ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'],
    ['AttributesToGet', 'QueryFilter', 'ConditionalOperator', ...legacyKey],
  );
  checkConditionalOperator(input.ConditionalOperator, input.QueryFilter);
  const legacyFilter = filterOf(input.QueryFilter ?? {}, input.ConditionalOperator);
  const legacyProjection =
    input.AttributesToGet === undefined ? undefined : attributesToGet(input.AttributesToGet);
  if (input.KeyConditions === undefined && input.KeyConditionExpression === undefined) {
    throw validation(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const bound = bindExpressions(input, db.expressions);
  const { filter = legacyFilter, projection = legacyProjection } = bound;
  const conditions = conditionsOf(bound.keyCondition, input);
  checkSelect(input, projection);
  const table = db.table(call, 'Query', input.TableName, input.IndexName);
  const source = sourceOf(table, input);
  const { partition, range } = keyQuery(source.key, conditions);
  const start = startPosition(source, input.ExclusiveStartKey);
  if (start !== undefined) checkStartKey(source.key, conditions, start.attributes);
  checkFilter(source.key, filter, bound.filter === undefined ? 'QueryFilter' : 'Filter Expression');
  checkPaths(table, { filter, projection });
  db.limits.admit(table, 'Read', call.now, input.IndexName);
  const reverse = input.ScanIndexForward === false;
  const rows = db.shelves.partition(source.shelf, { partition, range, after: start?.position, reverse });
  return answerPage(db, call, source, input, { filter, projection }, rows);
};

const conditionsOf = (expression: Condition | undefined, { KeyConditions }: QueryInput): KeyConditions =>
  expression === undefined ? keyConditionsFrom(KeyConditions ?? {}) : keyConditionsOf(expression);

/** Keys are selected by key conditions, not filtered. */
function checkFilter(key: KeySchema, filter: Condition | undefined, parameter: string): void {
  const heads = new Set(filter === undefined ? [] : pathsOf(filter).map(([name]) => name));
  const attribute = keyAttributes(key).find(({ name }) => heads.has(name));
  if (attribute === undefined) return;
  throw validation(
    `${parameter} can only contain non-primary key attributes: Primary key attribute: ${attribute.name}`,
  );
}
