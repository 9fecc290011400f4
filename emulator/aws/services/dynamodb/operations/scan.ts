import type { ScanInput, ScanOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { validation } from '../errors.ts';
import { bindExpressions, checkParameters } from '../expressions/expressions.ts';
import { scanInput } from '../input-constraints.ts';
import { SLOTS } from '../key-text.ts';
import { attributesToGet, checkConditionalOperator, filterOf } from '../legacy.ts';
import { answerPage, checkPaths, checkSelect, sourceOf, startPosition } from '../reading.ts';
import { checkedInput } from '../requests.ts';

/** Reads all items, partition by partition; segments of a parallel scan share the partitions out. */
export const scan: Operation<DynamoDb, ScanInput, ScanOutput> = (db, raw, call) => {
  const input = checkedInput(raw, scanInput);
  checkParameters(
    input,
    ['ProjectionExpression', 'FilterExpression'],
    ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
  );
  checkConditionalOperator(input.ConditionalOperator, input.ScanFilter);
  const legacyProjection =
    input.AttributesToGet === undefined ? undefined : attributesToGet(input.AttributesToGet);
  const legacyFilter = filterOf(input.ScanFilter ?? {}, input.ConditionalOperator);
  const slots = slotsOf(input);
  const { filter = legacyFilter, projection = legacyProjection } = bindExpressions(input, db.expressions);
  checkSelect(input, projection);
  const table = db.table(call, 'Scan', input.TableName, input.IndexName);
  const source = sourceOf(table, input);
  const start = startPosition(source, input.ExclusiveStartKey);
  if (start !== undefined && (start.position.slot < slots[0] || start.position.slot >= slots[1])) {
    throw validation(
      `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${input.TotalSegments} Segment: ${input.Segment}`,
    );
  }
  checkPaths(table, { filter, projection });
  db.limits.admit(table, 'Read', call.now, input.IndexName);
  const rows = db.shelves.scan(source.shelf, { slots, after: start?.position });
  return answerPage(db, call, source, input, { filter, projection }, rows);
};

/** The slots of the request's segment. */
function slotsOf({ Segment: segment, TotalSegments: total }: ScanInput): readonly [number, number] {
  if (segment === undefined && total === undefined) return [0, SLOTS];
  if (total === undefined) {
    throw validation(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (segment === undefined) {
    throw validation(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (segment >= total) {
    throw validation(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  }
  return [Math.ceil((SLOTS * segment) / total), Math.ceil((SLOTS * (segment + 1)) / total)];
}
