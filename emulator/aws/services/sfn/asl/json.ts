/** JSON as definitions and data hold it. */
import type { Json } from '../../../kernel/json.ts';

export { isObject, type Json, type JsonObject } from '../../../kernel/json.ts';

/** Text as it is, anything else as its JSON. */
export const asText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

/** AWS's limit for what states and executions hand on, in bytes. */
export const LARGEST_DATA = 262_144;

export const textSize = (text: string): number =>
  text.length * 3 <= LARGEST_DATA ? text.length : Buffer.byteLength(text);
