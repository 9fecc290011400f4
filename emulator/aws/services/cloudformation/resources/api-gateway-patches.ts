/** API Gateway changes what exists by patches of paths. */
import { textOf, type JsonObject } from '../template/json.ts';

/** One replacement per changed property. @param paths by property */
export const patches = (
  paths: Readonly<Record<string, string>>,
  before: JsonObject,
  after: JsonObject,
): readonly object[] =>
  Object.entries(paths)
    .filter(([name]) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map(([name, path]) => ({ op: 'replace', path, value: textOf(after[name]) }));

/** Additions and removals of a map's entries. */
export function mapPatches(path: string, before: JsonObject, after: JsonObject): readonly object[] {
  const changed = Object.entries(after).filter(([name, value]) => before[name] !== value);
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  return [
    ...changed.map(([name, value]) => ({ op: 'replace', path: `${path}/${name}`, value: textOf(value) })),
    ...gone.map((name) => ({ op: 'remove', path: `${path}/${name}` })),
  ];
}
