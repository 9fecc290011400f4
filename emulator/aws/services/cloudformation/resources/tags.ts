/** Tags as templates write them, a list of keys and values, in the forms services take. */
import { isList, textOf, type Json, type JsonObject } from '../template/json.ts';

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export function tagList(tags: Json | undefined): readonly Tag[] {
  if (!isList(tags)) return [];
  return (tags as readonly JsonObject[]).map(({ Key, Value }) => ({
    Key: textOf(Key),
    Value: textOf(Value),
  }));
}

export const tagMap = (tags: Json | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(tagList(tags).map(({ Key, Value }) => [Key, Value]));

/** What to put on and what to take off, so that a resource bears the later tags. */
export function tagChanges(
  before: Json | undefined,
  after: Json | undefined,
): { readonly put: readonly Tag[]; readonly removed: readonly string[] } {
  const [old, wanted] = [tagMap(before), tagMap(after)];
  return {
    put: tagList(after).filter(({ Key, Value }) => old[Key] !== Value),
    removed: Object.keys(old).filter((key) => !Object.hasOwn(wanted, key)),
  };
}
