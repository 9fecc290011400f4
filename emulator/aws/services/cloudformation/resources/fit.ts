/**
 * Fits properties of a template to the SDK's input shapes. The names agree but for their case (`ACMCertificateArn`), text
 * stands for numbers and booleans, CloudFront's lists do without their count, and documents are written as objects.
 */
import { parseInstant, toDate } from '../../../kernel/instant.ts';
import { validationError } from '../errors.ts';
import { textOf, isList, isObject, type Json } from '../template/json.ts';
import type { Shape, StructureShape } from '../../../wire/schema.ts';

/** @throws AwsError ValidationError for a property that the operation does not have */
export function fit(shape: StructureShape, given: object, path = '#'): Readonly<Record<string, unknown>> {
  const fitted: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given) as [string, Json | undefined][]) {
    if (value === undefined) continue;
    const member = shape.members.find((one) => one.name.toLowerCase() === spelled(name));
    if (member === undefined) throw validationError(`${path}: extraneous key [${name}] is not permitted`);
    fitted[member.name] = fitValue(member.shape, value, `${path}/${name}`);
  }
  return fitted;
}

/** The one name that differs by more than its case. */
const spelled = (name: string): string => (name === 'IPV6Enabled' ? 'isipv6enabled' : name.toLowerCase());

function fitValue(shape: Shape, value: Json, path: string): unknown {
  if (ArrayBuffer.isView(value)) return value;
  switch (shape.kind) {
    case 'structure': {
      if (isList(value) && has(shape, 'Quantity')) {
        return fit(shape, { Quantity: value.length, Items: value }, path);
      }
      if (!isObject(value)) throw mistyped(path, 'JSONObject', value);
      const { Items: items, Quantity: quantity } = value;
      const counts = quantity === undefined && isList(items) && has(shape, 'Quantity');
      return fit(shape, counts ? { ...value, Quantity: items.length } : value, path);
    }
    case 'list':
      if (!isList(value)) throw mistyped(path, 'JSONArray', value);
      return value.map((element, index) => fitValue(shape.element.shape, element, `${path}/${index}`));
    case 'map':
      if (!isObject(value)) throw mistyped(path, 'JSONObject', value);
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [
          name,
          fitValue(shape.value.shape, one, `${path}/${name}`),
        ]),
      );
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || Number.isNaN(number)) throw mistyped(path, 'Number', value);
      return number;
    }
    case 'boolean':
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw mistyped(path, 'Boolean', value);
    case 'string':
      return typeof value === 'object' ? JSON.stringify(value) : textOf(value);
    case 'blob':
      return Buffer.from(textOf(value));
    case 'timestamp': {
      const instant = parseInstant(textOf(value));
      if (instant === undefined) throw mistyped(path, 'Timestamp', value);
      return toDate(instant);
    }
  }
}

const has = ({ members }: StructureShape, name: string): boolean =>
  members.some((member) => member.name === name);

const mistyped = (path: string, expected: string, value: Json): Error =>
  validationError(`${path}: expected type: ${expected}, found: ${typeof value}`);
