/** What the serverless transform writes: resources, and the events of APIs, which come last. */
import { isObject, type Json, type JsonObject } from '../json.ts';

/** A template being written: resources can be added, and those there changed. */
export interface Expansion {
  readonly resources: Record<string, JsonObject>;
  readonly apiEvents: ApiEvent[];
}

export interface ApiEvent {
  /** Logical ids of the function and of its event. */
  readonly function: string;
  readonly event: string;
  readonly arn: Json;
  readonly name: Json;
  readonly properties: JsonObject;
}

/** SAM writes tags as a map. */
export const tagsOf = (tags: Json): readonly JsonObject[] =>
  Object.entries(isObject(tags) ? tags : {}).map(([Key, Value]) => ({ Key, Value }));
