/** Which names a value speaks of: what the order of creation is made of, and what can be found missing beforehand. */
import { textOf, isList, isObject, single, type Json } from './json.ts';

export interface References {
  /** `Ref`: resources, parameters or pseudo parameters. */
  readonly refs: ReadonlySet<string>;
  /** `Fn::GetAtt`: resources only. */
  readonly resources: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
}

/** `${Name}`, `${Name.Attribute}`; `${!Literal}` stands for itself. */
export const PLACEHOLDER = /\$\{([^!{}][^{}]*)\}/g;

/** Every name in a value, in all branches. */
export function referencesIn(value: Json): References {
  const found = { refs: new Set<string>(), resources: new Set<string>(), conditions: new Set<string>() };
  walk(value, found);
  return found;
}

interface Found {
  readonly refs: Set<string>;
  readonly resources: Set<string>;
  readonly conditions: Set<string>;
}

function walk(value: Json, found: Found): void {
  if (isList(value)) {
    for (const element of value) walk(element, found);
    return;
  }
  if (!isObject(value)) return;
  const [name, argument] = single(value) ?? [];
  if (name === 'Ref' && typeof argument === 'string') found.refs.add(argument);
  else if (name === 'Fn::GetAtt' && argument !== undefined) found.resources.add(attributeOf(argument)[0]);
  else if (name === 'Fn::Sub' && argument !== undefined) walkSub(argument, found);
  else if (name === 'Condition' && typeof argument === 'string') found.conditions.add(argument);
  if (name === 'Fn::If' && isList(argument) && typeof argument[0] === 'string') {
    found.conditions.add(argument[0]);
  }
  for (const member of Object.values(value)) walk(member, found);
}

function walkSub(argument: Json, found: Found): void {
  const [text, own] = isList(argument) ? argument : [argument];
  if (typeof text !== 'string') return;
  for (const [, inner = ''] of text.matchAll(PLACEHOLDER)) {
    const name = inner.trim();
    if (isObject(own ?? null) && Object.hasOwn(own as object, name)) continue;
    if (name.includes('.')) found.resources.add(attributeOf(name)[0]);
    else found.refs.add(name);
  }
}

/** The resource and the attribute of `Name.Attribute.Part` or of a list of both. */
export function attributeOf(argument: Json): readonly [resource: string, attribute: Json] {
  if (isList(argument)) return [textOf(argument[0]), argument[1] ?? ''];
  const text = textOf(argument);
  const dot = text.indexOf('.');
  return dot < 0 ? [text, ''] : [text.slice(0, dot), text.slice(dot + 1)];
}
