import type { AttributeValue, GetItemInput, GetItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import { ENCODED, type Encoded } from '../../../wire/encoded.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { bindExpressions, checkParameters } from '../expressions/expressions.ts';
import { getItemInput } from '../input-constraints.ts';
import { readAttributes } from '../item-reader.ts';
import type { StoredItem } from '../items.ts';
import { placeOfKey } from '../key-schema.ts';
import { attributesToGet } from '../legacy.ts';
import { checkedInput } from '../requests.ts';
import { consumed, readUnits, type Units } from '../units.ts';
import { checkKeyPaths } from '../writes.ts';

/** Reads one item by its key. */
export const getItem: Operation<DynamoDb, GetItemInput, GetItemOutput> = (db, raw, call) => {
  const input = checkedInput(raw, getItemInput);
  checkParameters(input, ['ProjectionExpression'], ['AttributesToGet']);
  const { attributes: key } = readAttributes(input.Key ?? {});
  const legacy = input.AttributesToGet === undefined ? undefined : attributesToGet(input.AttributesToGet);
  const { projection = legacy } = bindExpressions(input, db.expressions);
  const table = db.table(call, 'GetItem', input.TableName);
  const place = placeOfKey(table.key, key);
  if (projection !== undefined) checkKeyPaths(table, projection.paths);
  db.limits.admit(table, 'Read', call.now);
  const stored = db.items.find(table, place);
  const mode = input.ConsistentRead === true ? 'strong' : 'eventual';
  const units: Units = { table: readUnits(stored?.size ?? 0, mode), indexes: new Map() };
  db.charge(call, table, 'Read', units);
  const capacity = consumed(input.ReturnConsumedCapacity, table, units);
  const report = capacity === undefined ? undefined : { ConsumedCapacity: capacity };
  if (stored === undefined) return { ...report };
  if (projection === undefined) return new WholeItem(stored, capacity);
  return { Item: projection.of(stored.item), ...report };
};

/** An item as it is stored goes out as it is stored. */
class WholeItem implements Encoded, GetItemOutput {
  readonly #stored: StoredItem;
  readonly [ENCODED]: Readonly<Record<string, string>>;
  readonly ConsumedCapacity: GetItemOutput['ConsumedCapacity'];

  constructor(stored: StoredItem, capacity: GetItemOutput['ConsumedCapacity']) {
    this.#stored = stored;
    this[ENCODED] = { Item: stored.text };
    this.ConsumedCapacity = capacity;
  }

  get Item(): Record<string, AttributeValue> {
    return this.#stored.item;
  }
}
