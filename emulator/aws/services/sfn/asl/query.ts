/**
 * What a state's fields are evaluated against, in either query language. A state asks for templates and values; which
 * language it writes them in is decided here once.
 */
import type { Instant } from '../../../kernel/instant.ts';
import type { State } from './definition.ts';
import type { Chance } from './intrinsic-functions.ts';
import { evaluate as evaluateIntrinsic, isIntrinsic, readIntrinsic } from './intrinsics.ts';
import { follow, PathMiss } from './json-path.ts';
import { readPath } from './json-path-parser.ts';
import { asText, isObject, type Json, type JsonObject } from './json.ts';
import { evaluateJsonata, isExpression } from './jsonata.ts';
import { runtimeError } from './states-error.ts';

export type Variables = Readonly<Record<string, Json>>;

export interface Data {
  /** `$` in JSONPath. */
  readonly input: Json;
  /** `$$`, and `$states.context`. */
  readonly context: JsonObject;
  readonly variables: Variables;
  /** What a state did, in JSONata: `$states.result`. */
  readonly result?: Json;
  /** `$states.errorOutput` */
  readonly errorOutput?: Json;
}

/** Where random numbers and the time come from. */
export interface Source extends Chance {
  readonly now: Instant;
}

/**
 * The value that a path leads to.
 *
 * @throws StatesError States.Runtime
 */
export function valueAt(path: string, data: Data): Json {
  try {
    return locate(path, data);
  } catch (error) {
    if (error instanceof PathMiss) throw runtimeError(`Invalid path '${path}' : ${error.message}`);
    throw error;
  }
}

export function hasValueAt(path: string, data: Data): boolean {
  try {
    locate(path, data);
    return true;
  } catch (error) {
    if (error instanceof PathMiss) return false;
    throw error;
  }
}

function locate(text: string, { input, context, variables }: Data): Json {
  const path = readPath(text);
  if (path === undefined) throw runtimeError(`Invalid path '${text}'`);
  if (path.root === '$') return follow(path, input);
  if (path.root === '$$') return follow(path, context);
  if (!Object.hasOwn(variables, path.root)) throw new PathMiss(`No results for path: $['${path.root}']`);
  return follow(path, variables[path.root]!);
}

/**
 * A payload template of JSONPath: fields that end in `.$` are replaced by what their path or intrinsic function gives.
 *
 * @throws StatesError
 */
export function fillTemplate(template: Json, data: Data, source: Source): Json {
  if (Array.isArray(template)) return (template as Json[]).map((part) => fillTemplate(part, data, source));
  if (!isObject(template)) return template;
  const filled: Record<string, Json> = {};
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith('.$')) filled[name.slice(0, -2)] = fillField(name, asText(value), data, source);
    else filled[name] = fillTemplate(value, data, source);
  }
  return filled;
}

function fillField(field: string, text: string, data: Data, source: Source): Json {
  const valueOf = (path: string): Json => {
    try {
      return locate(path, data);
    } catch (error) {
      if (!(error instanceof PathMiss)) throw error;
      throw runtimeError(
        `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${JSON.stringify(data.input)}'`,
      );
    }
  };
  return isIntrinsic(text) ? evaluateIntrinsic(readIntrinsic(text), valueOf, source) : valueOf(text);
}

/**
 * A template of JSONata: strings between `{%` and `%}` are replaced by what they evaluate to.
 *
 * @param field what errors call it: `Output`
 * @throws StatesError States.QueryEvaluationError
 */
export async function evaluateTemplate(
  template: Json,
  field: string,
  data: Data,
  source: Source,
): Promise<Json> {
  if (isExpression(template)) return evaluateJsonata(template, field, data, source);
  if (Array.isArray(template)) {
    const values: Json[] = [];
    for (const [at, part] of (template as Json[]).entries()) {
      values.push(await evaluateTemplate(part, `${field}[${at}]`, data, source));
    }
    return values;
  }
  if (!isObject(template)) return template;
  const filled: Record<string, Json> = {};
  for (const [name, value] of Object.entries(template)) {
    filled[name] = await evaluateTemplate(value, `${field}/${name}`, data, source);
  }
  return filled;
}

/** What a state makes of new values for variables. */
export async function assign(
  { Assign: template }: Pick<State, 'Assign'>,
  jsonata: boolean,
  data: Data,
  source: Source,
): Promise<JsonObject | undefined> {
  if (template === undefined) return undefined;
  const values = jsonata
    ? await evaluateTemplate(template, 'Assign', data, source)
    : fillTemplate(template, data, source);
  return values as JsonObject;
}
