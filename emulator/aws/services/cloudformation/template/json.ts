/** The data that templates are made of once they are read, whatever they were written in. */
import { isObject, type Json, type JsonObject } from '../../../kernel/json.ts';

export { isObject, type Json, type JsonObject } from '../../../kernel/json.ts';

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** The only member of an object that has but one: how intrinsic functions are written. */
export function single(value: Json): readonly [name: string, argument: Json] | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  return entries.length === 1 ? entries[0] : undefined;
}

/** Text as it stands, anything else as JSON; nothing as no text. */
export const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');

/** The object without some of its members. */
export const without = (object: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
