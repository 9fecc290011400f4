/** JSON as definitions and data hold it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text as it is, anything else as its JSON. */
export const asText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

/** AWS's limit for what states and executions hand on, in bytes. */
export const LARGEST_DATA = 262_144;

export const textSize = (text: string): number =>
  text.length * 3 <= LARGEST_DATA ? text.length : Buffer.byteLength(text);
