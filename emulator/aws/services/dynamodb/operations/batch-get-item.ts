import type {
  AttributeValue,
  BatchGetItemInput,
  BatchGetItemOutput,
  KeysAndAttributes,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { Attributes } from '../attributes.ts';
import { Bill, checkBatch } from '../batches.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { validation } from '../errors.ts';
import { bindExpressions, checkParameters } from '../expressions/expressions.ts';
import type { Projection } from '../expressions/path.ts';
import { batchGetItemInput } from '../input-constraints.ts';
import { readAttributes } from '../item-reader.ts';
import { textOf } from '../item-text.ts';
import { placeOfKey, type Place } from '../key-schema.ts';
import { attributesToGet } from '../legacy.ts';
import type { Table } from '../table.ts';
import { tableNameOf } from '../tables.ts';
import { readUnits } from '../units.ts';
import { checkKeyPaths } from '../writes.ts';

const MAX_KEYS = 100;
const MAX_BYTES = 16 * 2 ** 20;

interface TableRead {
  readonly name: string;
  readonly table: Table;
  readonly keys: readonly { readonly place: Place; readonly raw: Record<string, AttributeValue> }[];
  readonly request: KeysAndAttributes;
  readonly projection: Projection | undefined;
}

/** Reads up to a hundred items by their keys; what does not fit into 16 MB is handed back in UnprocessedKeys. */
export const batchGetItem: Operation<DynamoDb, BatchGetItemInput, BatchGetItemOutput> = (db, input, call) => {
  checkBatch(input, batchGetItemInput);
  const requests = Object.entries(input.RequestItems ?? {});
  if (requests.length === 0) throw validation('The requestItems parameter is required for BatchGetItem');
  const count = requests.reduce((sum, [, { Keys = [] }]) => sum + Keys.length, 0);
  if (count > MAX_KEYS) throw validation('Too many items requested for the BatchGetItem call');
  const bound = requests.map(([name, request]) => ({ name, request, ...boundRequest(db, request) }));
  checkRepeated(bound);
  const reads = bound.map(({ name, request, keys, projection }): TableRead => {
    const table = db.table(call, 'BatchGetItem', name);
    if (projection !== undefined) checkKeyPaths(table, projection.paths);
    const placed = keys.map(({ key, raw }) => ({ place: placeOfKey(table.key, key), raw }));
    return { name: tableNameOf(name), table, keys: placed, request, projection };
  });
  for (const { table } of reads) db.limits.admit(table, 'Read', call.now);
  const bill = new Bill();
  const responses: Record<string, Record<string, AttributeValue>[]> = {};
  const unprocessed: Record<string, KeysAndAttributes> = {};
  let bytes = 0;
  for (const { name, table, keys, request, projection } of reads) {
    const found = (responses[name] ??= []);
    for (const { place, raw } of keys) {
      if (bytes >= MAX_BYTES) {
        const { Keys: _, ...rest } = request;
        (unprocessed[name] ??= { ...rest, Keys: [] }).Keys?.push(raw);
        continue;
      }
      const stored = db.items.find(table, place);
      const mode = request.ConsistentRead === true ? 'strong' : 'eventual';
      bill.add(table, { table: readUnits(stored?.size ?? 0, mode), indexes: new Map() });
      if (stored === undefined) continue;
      bytes += stored.size;
      found.push(projection === undefined ? stored.item : projection.of(stored.item));
    }
  }
  for (const [table, units] of bill.entries()) db.charge(call, table, 'Read', units);
  return {
    Responses: responses,
    UnprocessedKeys: unprocessed,
    ...bill.report(input.ReturnConsumedCapacity),
  };
};

/** A key may not be asked for twice, whether or not its table exists and has such keys (dynalite 4). */
function checkRepeated(
  bound: readonly { readonly name: string; readonly keys: readonly { readonly key: Attributes }[] }[],
): void {
  const seen = new Set<string>();
  for (const { name, keys } of bound) {
    for (const { key } of keys) {
      const inOrder = Object.fromEntries(Object.entries(key).toSorted(([a], [b]) => (a < b ? -1 : 1)));
      const text = `${tableNameOf(name)} ${textOf(inOrder)}`;
      if (seen.has(text)) throw validation('Provided list of item keys contains duplicates');
      seen.add(text);
    }
  }
}

function boundRequest(db: DynamoDb, request: KeysAndAttributes) {
  checkParameters(request, ['ProjectionExpression'], ['AttributesToGet']);
  const keys = (request.Keys ?? []).map((raw) => ({ key: readAttributes(raw).attributes, raw }));
  const legacy = request.AttributesToGet === undefined ? undefined : attributesToGet(request.AttributesToGet);
  const { projection = legacy } = bindExpressions(request, db.expressions);
  return { keys, projection };
}
