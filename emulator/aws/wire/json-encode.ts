/** From the value of a shape to what `JSON.stringify` writes. */
import { ENCODED, type Encoded } from './encoded.ts';
import { setMember } from './record.ts';
import type { Member, Shape } from './schema.ts';
import { instantOf, writeBase64, writeText } from './text-values.ts';

export function encodeJson(members: readonly Member[], value: object): string {
  const encoded = (value as Encoded)[ENCODED];
  if (encoded === undefined) return JSON.stringify(fieldsOf(members, value));
  const others = members.filter(({ jsonName }) => encoded[jsonName] === undefined);
  const text = JSON.stringify(fieldsOf(others, value));
  const written = Object.entries(encoded).map(([name, json]) => `${JSON.stringify(name)}:${json}`);
  return `{${[...written, ...(text === '{}' ? [] : [text.slice(1, -1)])].join(',')}}`;
}

/** The members of a structure as JSON fields; members without a value are left out. */
export function fieldsOf(members: readonly Member[], value: object): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const member of members) {
    const field = (value as Readonly<Record<string, unknown>>)[member.name];
    if (field !== undefined && field !== null) fields[member.jsonName] = jsonOf(member.shape, field);
  }
  return fields;
}

function jsonOf(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'structure':
      return fieldsOf(shape.members, value as object);
    case 'list':
      return (value as readonly unknown[]).map((item) => jsonOf(shape.element.shape, item));
    case 'map':
      return mapOf(shape.value.shape, value as object);
    case 'timestamp':
      if (shape.format === undefined || shape.format === 'epoch-seconds') return instantOf(value) / 1_000;
      return writeText(shape, value, 'epoch-seconds');
    case 'blob':
      return writeBase64(value);
    case 'number':
      return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
    default:
      return value;
  }
}

function mapOf(shape: Shape, map: object): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(map)) {
    if (item !== undefined && item !== null) setMember(fields, name, jsonOf(shape, item));
  }
  return fields;
}
