/** The items of a Map state, and what each iteration is given. */
import { LARGEST_DATA, textSize, type Json, type JsonObject } from '../asl/json.ts';
import { isExpression, unexpectedType } from '../asl/jsonata.ts';
import { valueAt } from '../asl/query.ts';
import { runtimeError, StatesError } from '../asl/states-error.ts';
import type { Frame } from './frame.ts';

/** @throws StatesError when what should be a list is none */
export async function itemsOf(frame: Frame, input: Json): Promise<readonly Json[]> {
  const { state } = frame;
  if (frame.jsonata) {
    const { Items: given } = state;
    const items = given === undefined ? input : await frame.fill(given, 'Items', frame.data(input));
    if (Array.isArray(items)) return fitting(frame, items as Json[]);
    throw isExpression(given)
      ? unexpectedType(given, 'Items', 'array', items)
      : runtimeError(`Map state input must be an array but was: ${typeof items}`);
  }
  const path = state.ItemsPath ?? '$';
  const items = valueAt(path, frame.data(input));
  if (!Array.isArray(items)) {
    throw runtimeError(`Reference path "${path}" must point to array.`);
  }
  frame.facts.trial?.inspect('afterItemsPath', items as Json[]);
  return fitting(frame, items as Json[]);
}

/** What an iteration is given: the item, or what the selector makes of it. */
export async function selectItem(
  frame: Frame,
  input: Json,
  index: number,
  item: Json,
): Promise<{ input: Json; Map: JsonObject }> {
  const map: JsonObject = { Item: { Index: index, Value: item } };
  const { ItemSelector: selector = frame.jsonata ? undefined : frame.state.Parameters } = frame.state;
  if (selector === undefined) return { input: item, Map: map };
  return { input: await frame.fill(selector, 'ItemSelector', frame.data(input, { Map: map })), Map: map };
}

/** A list in a state may be as large as any other data of a state; longer ones are for an ItemReader. */
function fitting({ name }: Frame, items: readonly Json[]): readonly Json[] {
  if (textSize(JSON.stringify(items)) <= LARGEST_DATA) return items;
  throw new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
