/** Fields that hold paths, and templates whose members do: `"size.$": "$.width"`. */
import { isIntrinsic, readIntrinsic } from '../intrinsics.ts';
import { isReferencePath, readPath } from '../json-path-parser.ts';
import { isObject, type Json } from '../json.ts';
import { StatesError } from '../states-error.ts';
import type { Faults } from './fault.ts';

const NULLABLE = new Set(['InputPath', 'OutputPath', 'ResultPath']);
/** These may name many places; all others name one. */
const MANY = new Set(['InputPath', 'OutputPath', 'ItemsPath']);
/** These may be computed. */
const COMPUTED = new Set(['ErrorPath', 'CausePath']);

export function checkPath(name: string, value: Json, location: string, faults: Faults): void {
  if (value === null && NULLABLE.has(name)) return;
  if (typeof value !== 'string') return faults.schema(`Value must be a valid JSONPath.`, location);
  if (COMPUTED.has(name)) {
    if (!isComputed(value)) faults.schema(noValue(name), location);
  } else if (MANY.has(name)) {
    if (readPath(value) === undefined) faults.schema('Value must be a valid JSONPath.', location);
  } else checkReference(value, location, faults);
}

export function checkReference(value: Json, location: string, faults: Faults): void {
  if (typeof value === 'string' && isReferencePath(value)) return;
  const why =
    typeof value === 'string' && value.startsWith('$')
      ? `Invalid path '${value}'`
      : "Reference path didn't start with '$'";
  faults.schema(`Value is not a Reference Path: ${why}`, location);
}

/** Every member of a template whose name ends in `.$`, at any depth. */
export function checkTemplate(template: Json, location: string, faults: Faults): void {
  if (Array.isArray(template)) {
    (template as Json[]).forEach((item, at) => checkTemplate(item, `${location}[${at}]`, faults));
  } else if (isObject(template)) {
    for (const [name, value] of Object.entries(template)) {
      if (!name.endsWith('.$')) checkTemplate(value, `${location}/${name}`, faults);
      else if (typeof value !== 'string' || !isComputed(value)) faults.schema(noValue(name), location);
    }
  }
}

const noValue = (name: string): string =>
  `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`;

function isComputed(text: string): boolean {
  if (!isIntrinsic(text)) return readPath(text) !== undefined;
  try {
    readIntrinsic(text);
    return true;
  } catch (error) {
    if (error instanceof StatesError) return false;
    throw error;
  }
}
