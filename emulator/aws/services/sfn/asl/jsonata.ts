/**
 * JSONata expressions, `{% … %}` (developer guide "Transforming data with JSONata", 2026-11), evaluated by the reference
 * implementation within bounds of depth and time. Time and chance are the execution's own.
 */
import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import { BoundedPattern } from '../../../kernel/bounded-pattern.ts';
import { seconds, toIso } from '../../../kernel/instant.ts';
import type { Json } from './json.ts';
import { javaRandom } from './java-random.ts';
import { namesAtTop } from './jsonata-names.ts';
import type { Data, Source } from './query.ts';
import { StatesError } from './states-error.ts';

const DEEPEST = 500;
/** Of the machine's own time. */
const LONGEST = seconds(5);
const BOUNDS = {
  stack: DEEPEST,
  timeout: LONGEST,
  RegexEngine: BoundedPattern as unknown as RegExpConstructor,
};
const LONGEST_RANGE = 1_000_000;

const HASHES = new Set(['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']);

type Expression = ReturnType<typeof jsonata>;
const compiled = new Map<string, Expression>();

export const isExpression = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}');

/** What is wrong with an expression's syntax, if anything is; AWS leaves the parser's code away. */
export function syntaxFault(text: string): string | undefined {
  try {
    compile(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The names that an expression which can be read starts from though they lead nowhere. */
export const bareNames = (text: string): ReadonlySet<string> => namesAtTop(compile(text).ast());

/** @throws StatesError States.QueryEvaluationError */
export async function evaluateJsonata(
  text: string,
  field: string,
  data: Data,
  source: Source,
): Promise<Json> {
  const expression = text.slice(2, -2).trim();
  let value: unknown;
  try {
    value = await compile(text).evaluate(undefined, bindings(data, source));
  } catch (error) {
    throw failure(
      `The JSONata expression '${expression}' specified for the field '${field}' threw an error during evaluation. ${messageOf(error)}`,
      field,
    );
  }
  if (value === undefined) {
    throw failure(
      `The JSONata expression '${expression}' specified for the field '${field}' returned nothing (undefined).`,
      field,
    );
  }
  if (typeof value === 'function') {
    throw failure(
      `The JSONata expression '${expression}' specified for the field '${field}' returned an unsupported result type.`,
      field,
    );
  }
  // What the library hands out are its own lists, with properties that are no data.
  return typeof value === 'object' && value !== null
    ? (JSON.parse(JSON.stringify(value)) as Json)
    : (value as Json);
}

const failure = (cause: string, field: string): StatesError =>
  new StatesError('States.QueryEvaluationError', cause, field);

/**
 * The complaint about a value of a wrong type.
 *
 * @param expected `array`
 */
export const unexpectedType = (text: string, field: string, expected: string, value: Json): StatesError => {
  const found = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return failure(
    `The JSONata expression '${text.slice(2, -2).trim()}' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${found}' for value: ${JSON.stringify(value)}`,
    field,
  );
};

function compile(text: string): Expression {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const expression = jsonata(text.slice(2, -2), BOUNDS);
  if (compiled.size >= 2_000) compiled.clear();
  compiled.set(text, expression);
  return expression;
}

function bindings(
  { input, context, variables, result, errorOutput }: Data,
  source: Source,
): Record<string, unknown> {
  const states = {
    input,
    context,
    ...(result !== undefined && { result }),
    ...(errorOutput !== undefined && { errorOutput }),
  };
  return {
    ...variables,
    states,
    partition: (list: readonly Json[], size: number) => {
      const parts: Json[] = [];
      if (!Number.isInteger(size) || size < 1)
        throw new RangeError('the size of a partition must be a positive integer');
      for (let at = 0; at < list.length; at += size) parts.push(list.slice(at, at + size));
      return parts;
    },
    range: (first: number, last: number, step: number) => {
      const count = Math.max(0, Math.floor((last - first) / step) + 1);
      if (step === 0 || !(count <= LONGEST_RANGE)) throw new RangeError('the range is too long');
      return Array.from({ length: count }, (_, at) => first + at * step);
    },
    hash: (value: Json, algorithm: string) => {
      if (!HASHES.has(algorithm)) throw new RangeError(`unknown algorithm ${algorithm}`);
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return createHash(algorithm.replace('SHA-', 'sha').toLowerCase()).update(text).digest('hex');
    },
    random: (seed?: number) => (seed === undefined ? source.random() : javaRandom(seed)),
    uuid: () => source.uuid(),
    parse: (text: string) => JSON.parse(text) as Json,
    millis: () => source.now,
    now: (picture?: string, zone?: string) =>
      picture === undefined
        ? toIso(source.now)
        : FROM_MILLIS.evaluate(undefined, { at: source.now, picture, ...(zone !== undefined && { zone }) }),
    eval: () => {
      throw new Error('$eval is not supported');
    },
  };
}

const FROM_MILLIS = jsonata('$fromMillis($at, $picture, $zone)');

function messageOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return code === undefined ? String(message) : `${code}: ${message}`;
}
