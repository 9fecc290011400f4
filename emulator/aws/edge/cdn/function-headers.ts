/** Headers that functions may neither add, change nor remove (aws.md section A.17). */
import {
  InvalidFunctionResult,
  valuesOf,
  type FunctionValue,
} from '../../services/cloudfront/runtime/function-event.ts';

type Fields = Readonly<Record<string, FunctionValue>>;

const FORBIDDEN =
  /^(?:connection|expect|keep-alive|proxy-.*|trailer|upgrade|x-accel-.*|x-amz-cf-.*|x-amzn-.*|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip)$/;
export const REQUEST_READ_ONLY = /^(?:content-length|host|transfer-encoding|via)$/;
export const RESPONSE_READ_ONLY = /^(?:warning|via)$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const HEADER_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/** @throws InvalidFunctionResult */
export function checkUntouched(before: Fields, after: Fields, readOnly: RegExp): void {
  const left = new Set<string>();
  for (const key in after) {
    const name = key.toLowerCase();
    const value = text(after[key]!);
    left.add(name);
    const was = before[name];
    if (was !== undefined && text(was) === value) continue;
    if (!HEADER_NAME.test(name) || !HEADER_VALUE.test(value)) {
      throw new InvalidFunctionResult(`The header ${name} is not valid.`);
    }
    if (FORBIDDEN.test(name) || readOnly.test(name)) throw mayNotChange(name);
  }
  for (const name in before) {
    if (!left.has(name) && (FORBIDDEN.test(name) || readOnly.test(name))) throw mayNotChange(name);
  }
}

const mayNotChange = (name: string): InvalidFunctionResult =>
  new InvalidFunctionResult(`The header ${name} may not be changed.`);

const text = (field: FunctionValue): string =>
  field.multiValue === undefined ? field.value : valuesOf(field).join(', ');
