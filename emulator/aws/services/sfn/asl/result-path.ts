/** Writing a result into a state's input, at the place that ResultPath names. Nothing that is given is changed. */
import { readPath } from './json-path-parser.ts';
import { isObject, type Json } from './json.ts';
import { StatesError } from './states-error.ts';

/**
 * @param path a reference path; `null` throws the result away
 * @throws StatesError States.ResultPathMatchFailure when the input has no room for it
 */
export function placeResult(input: Json, path: string | null | undefined, result: Json): Json {
  if (path === null) return input;
  if (path === undefined || path === '$') return result;
  const steps = readPath(path)?.steps ?? [];
  const names = steps.flatMap((step) => (step.kind === 'names' ? step.names : []));
  return place(input, names, result, path);
}

function place(
  value: Json | undefined,
  [name, ...others]: readonly (string | number)[],
  result: Json,
  path: string,
): Json {
  if (name === undefined) return result;
  if (typeof name === 'number') {
    if (!Array.isArray(value) || name < 0 || name >= value.length) throw mismatch(path, value);
    const list = [...(value as Json[])];
    list[name] = place(list[name], others, result, path);
    return list;
  }
  if (value !== undefined && value !== null && !isObject(value)) throw mismatch(path, value);
  const object = value ?? {};
  const below = Object.hasOwn(object, name) ? object[name] : undefined;
  return { ...object, [name]: place(below, others, result, path) };
}

const mismatch = (path: string, value: Json | undefined): StatesError =>
  new StatesError(
    'States.ResultPathMatchFailure',
    `Unable to apply step "${path.replace('$.', '')}" to input ${JSON.stringify(value)}`,
  );
