/** Filters of lists: every filter must match, by any of its values. */
import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { checkInput, invalidFilterKey, invalidFilterOption } from './errors.ts';
import type { Parameter } from './parameter.ts';

/** Whether a parameter's text agrees with a filter's value. */
type Match = (text: string, value: string) => boolean;

const TEXT: Readonly<Record<string, Match>> = {
  Equals: (text, value) => text === value,
  BeginsWith: (text, value) => text.startsWith(value),
  Contains: (text, value) => text.includes(value),
};

const PATHS: Readonly<Record<string, Match>> = {
  Recursive: (name, path) => isBelow(name, path),
  OneLevel: (name, path) => isDirectlyBelow(name, path),
};

interface Key {
  readonly texts: (parameter: Parameter) => readonly string[];
  readonly options: Readonly<Record<string, Match>>;
  /** Unless told otherwise. */
  readonly usual: string;
}

const plain = (texts: Key['texts'], ...options: readonly string[]): Key => ({
  texts,
  options: Object.fromEntries(['Equals', ...options].map((name) => [name, TEXT[name]!])),
  usual: 'Equals',
});

const KEYS: Readonly<Record<string, Key>> = {
  // A slash in front is not looked at.
  Name: plain(({ name }) => [name, name.replace(/^\//, '')], 'BeginsWith', 'Contains'),
  Type: plain(({ type }) => [type], 'BeginsWith'),
  KeyId: plain(({ keyId }) => (keyId === undefined ? [] : [keyId]), 'BeginsWith'),
  Tier: plain(({ tier }) => [tier]),
  DataType: plain(({ dataType }) => [dataType]),
  Path: { texts: ({ name }) => [name], options: PATHS, usual: 'OneLevel' },
};

const keyOf = (name: string): Key | undefined => {
  if (!name.startsWith('tag:')) return Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
  return plain(({ tags }) => (Object.hasOwn(tags, name.slice(4)) ? [tags[name.slice(4)]!] : []));
};

/** @throws AwsError InvalidFilterKey, InvalidFilterOption, ValidationException */
export function matcherOf(filters: readonly ParameterStringFilter[] = []): (one: Parameter) => boolean {
  const tests = filters.map((filter) => {
    checkInput(filter, { Key: { required: true, least: 1, most: 132 }, Values: { least: 1, most: 50 } });
    const { Key: name = '', Option: option, Values: values } = filter;
    const key = keyOf(name);
    if (key === undefined) throw invalidFilterKey(name);
    const chosen = option ?? key.usual;
    const match = Object.hasOwn(key.options, chosen) ? key.options[chosen] : undefined;
    if (match === undefined) throw invalidFilterOption(name, chosen);
    return (one: Parameter): boolean => {
      const texts = key.texts(one);
      // Without values, a filter asks only whether there is such a tag.
      if (values === undefined) return texts.length > 0;
      return texts.some((text) => values.some((value) => match(text, value)));
    };
  });
  return (one) => tests.every((test) => test(one));
}

/** @param path `/shop`, with a slash at its end or without */
export const isBelow = (name: string, path: string): boolean =>
  name.startsWith('/') && name.startsWith(path.endsWith('/') ? path : `${path}/`);

export const isDirectlyBelow = (name: string, path: string): boolean =>
  isBelow(name, path) && !name.slice(path.replace(/\/$/, '').length + 1).includes('/');
