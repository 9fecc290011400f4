/** Properties of queues, topics and subscriptions, whose services take every attribute as text. */
import { textOf, type JsonObject } from '../template/json.ts';

export const attributeTexts = (properties: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, textOf(value)]));

/** The attributes whose text is another one than before; those that are gone, as empty text. */
export function changedTexts(before: JsonObject, after: JsonObject): readonly (readonly [string, string])[] {
  const [old, wanted] = [attributeTexts(before), attributeTexts(after)];
  const names = new Set([...Object.keys(old), ...Object.keys(wanted)]);
  return [...names]
    .filter((name) => old[name] !== wanted[name])
    .map((name) => [name, wanted[name] ?? ''] as const);
}
