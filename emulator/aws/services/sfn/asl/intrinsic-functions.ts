/**
 * The intrinsic functions of JSONPath state machines (developer guide "Intrinsics", 2026-11). What each does with wrong
 * arguments is `States.IntrinsicFailure`.
 */
import { createHash } from 'node:crypto';
import { isObject, type Json } from './json.ts';
import { StatesError } from './states-error.ts';

/** Randomness that repeats when an execution is taken up again. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  random(): number;
  uuid(): string;
}

type Intrinsic = (args: readonly Json[], chance: Chance) => Json;

const LONGEST_RANGE = 1_000;
const LONGEST_TEXT = 10_000;
const HASHES = new Set(['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']);

export const intrinsicFailure = (cause: string): StatesError =>
  new StatesError('States.IntrinsicFailure', cause);

const wrong = (name: string): StatesError => intrinsicFailure(`Invalid arguments in ${name}`);

function list(value: Json | undefined, name: string): readonly Json[] {
  if (!Array.isArray(value)) throw wrong(name);
  return value as Json[];
}

function text(value: Json | undefined, name: string, longest = Number.POSITIVE_INFINITY): string {
  if (typeof value !== 'string' || value.length > longest) throw wrong(name);
  return value;
}

/** Numbers are rounded to whole ones. */
function whole(value: Json | undefined, name: string): number {
  if (typeof value !== 'number') throw wrong(name);
  return Math.round(value);
}

const ANY = Number.POSITIVE_INFINITY;

/** How many arguments each takes, at least and at most. */
export const ARGUMENTS: Readonly<Record<string, readonly [number, number]>> = {
  'States.Format': [1, ANY],
  'States.StringToJson': [1, 1],
  'States.JsonToString': [1, 1],
  'States.Array': [0, ANY],
  'States.ArrayPartition': [2, 2],
  'States.ArrayContains': [2, 2],
  'States.ArrayRange': [3, 3],
  'States.ArrayGetItem': [2, 2],
  'States.ArrayLength': [1, 1],
  'States.ArrayUnique': [1, 1],
  'States.Base64Encode': [1, 1],
  'States.Base64Decode': [1, 1],
  'States.Hash': [2, 2],
  'States.JsonMerge': [3, 3],
  'States.MathRandom': [2, 3],
  'States.MathAdd': [2, 2],
  'States.StringSplit': [2, 2],
  'States.UUID': [0, 0],
};

export const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'States.Format': ([template, ...values]) => {
    let at = 0;
    const filled = text(template, 'States.Format').replaceAll(/\{\}/g, () => {
      if (at >= values.length) throw wrong('States.Format');
      const value = values[at++]!;
      return typeof value === 'string' ? value : JSON.stringify(value);
    });
    if (at < values.length) throw wrong('States.Format');
    return filled;
  },
  'States.StringToJson': ([value]) => {
    try {
      return JSON.parse(text(value, 'States.StringToJson')) as Json;
    } catch (error) {
      if (error instanceof SyntaxError) throw wrong('States.StringToJson');
      throw error;
    }
  },
  'States.JsonToString': ([value]) => JSON.stringify(value),
  'States.Array': (values) => values,
  'States.ArrayPartition': ([values, size]) => {
    const [items, length] = [list(values, 'States.ArrayPartition'), whole(size, 'States.ArrayPartition')];
    if (length < 1) throw wrong('States.ArrayPartition');
    const parts: Json[] = [];
    for (let at = 0; at < items.length; at += length) parts.push(items.slice(at, at + length));
    return parts;
  },
  'States.ArrayContains': ([values, wanted]) =>
    list(values, 'States.ArrayContains').some((value) => JSON.stringify(value) === JSON.stringify(wanted)),
  'States.ArrayRange': ([first, last, step]) => {
    const name = 'States.ArrayRange';
    const [from, to, by] = [whole(first, name), whole(last, name), whole(step, name)];
    if (by === 0) throw wrong(name);
    const count = Math.max(0, Math.floor((to - from) / by) + 1);
    if (count > LONGEST_RANGE) throw wrong(name);
    return Array.from({ length: count }, (_, at) => from + at * by);
  },
  'States.ArrayGetItem': ([values, index]) => {
    const item = list(values, 'States.ArrayGetItem')[whole(index, 'States.ArrayGetItem')];
    if (item === undefined) throw wrong('States.ArrayGetItem');
    return item;
  },
  'States.ArrayLength': ([values]) => list(values, 'States.ArrayLength').length,
  'States.ArrayUnique': ([values]) => {
    const unique = new Map(list(values, 'States.ArrayUnique').map((value) => [JSON.stringify(value), value]));
    return [...unique.values()];
  },
  'States.Base64Encode': ([value]) =>
    Buffer.from(text(value, 'States.Base64Encode', LONGEST_TEXT)).toString('base64'),
  'States.Base64Decode': ([value]) =>
    Buffer.from(text(value, 'States.Base64Decode', LONGEST_TEXT), 'base64').toString(),
  'States.Hash': ([value, algorithm]) => {
    const name = text(algorithm, 'States.Hash');
    if (!HASHES.has(name) || value === undefined) throw wrong('States.Hash');
    const data = typeof value === 'string' ? value : JSON.stringify(value);
    return createHash(name.replace('SHA-', 'sha').toLowerCase())
      .update(text(data, 'States.Hash', LONGEST_TEXT))
      .digest('hex');
  },
  'States.JsonMerge': ([first, second, deep]) => {
    if (!isObject(first) || !isObject(second) || deep !== false) throw wrong('States.JsonMerge');
    return { ...first, ...second };
  },
  'States.MathRandom': ([first, last, seed], chance) => {
    const [from, to] = [whole(first, 'States.MathRandom'), whole(last, 'States.MathRandom')];
    const share = seed === undefined ? chance.random() : seeded(whole(seed, 'States.MathRandom'));
    if (to <= from) throw wrong('States.MathRandom');
    return from + Math.floor(share * (to - from));
  },
  'States.MathAdd': ([first, second]) => whole(first, 'States.MathAdd') + whole(second, 'States.MathAdd'),
  'States.StringSplit': ([value, separators]) => {
    const marks = new Set(text(separators, 'States.StringSplit'));
    const parts = [''];
    for (const character of text(value, 'States.StringSplit')) {
      if (marks.has(character)) parts.push('');
      else parts[parts.length - 1] += character;
    }
    return parts.filter((part) => part !== '');
  },
  'States.UUID': (_args, chance) => chance.uuid(),
};

/** The same fraction for the same seed, as AWS gives; which one is its own secret. */
const seeded = (seed: number): number =>
  createHash('sha256').update(String(seed)).digest().readUInt32BE(0) / 2 ** 32;
