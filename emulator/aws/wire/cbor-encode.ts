/** A CBOR writer for what shapes hold: definite lengths, instants as tag 1, doubles for numbers that are not integers. */
import type { Member, Shape } from './schema.ts';
import { instantOf } from './text-values.ts';

/** The members of a structure as a CBOR map; members without a value are left out. */
export function encodeCbor(members: readonly Member[], value: object): Buffer {
  const parts: Buffer[] = [];
  writeStructure(parts, members, value);
  return Buffer.concat(parts);
}

/** A map of plain values: texts, numbers, booleans, and lists and maps of such. */
export function encodeCborFields(fields: Readonly<Record<string, unknown>>): Buffer {
  const parts: Buffer[] = [];
  writeMap(parts, Object.entries(fields), (item) => writePlain(parts, item));
  return Buffer.concat(parts);
}

function writeStructure(parts: Buffer[], members: readonly Member[], value: object): void {
  const fields = value as Readonly<Record<string, unknown>>;
  const set = members.filter(({ name }) => fields[name] !== undefined && fields[name] !== null);
  parts.push(head(5, set.length));
  for (const { name, shape } of set) {
    writeTextString(parts, name);
    write(parts, shape, fields[name]);
  }
}

function write(parts: Buffer[], shape: Shape, value: unknown): void {
  switch (shape.kind) {
    case 'structure':
      writeStructure(parts, shape.members, value as object);
      break;
    case 'list': {
      const items = value as readonly unknown[];
      parts.push(head(4, items.length));
      for (const item of items) write(parts, shape.element.shape, item);
      break;
    }
    case 'map':
      writeMap(parts, Object.entries(value as object), (item) => write(parts, shape.value.shape, item));
      break;
    case 'blob':
      writeBytes(parts, value);
      break;
    case 'timestamp':
      parts.push(head(6, 1), double(instantOf(value) / 1_000));
      break;
    case 'string':
    case 'number':
    case 'boolean':
      writePlain(parts, value);
  }
}

function writeMap(
  parts: Buffer[],
  entries: readonly (readonly [string, unknown])[],
  writeItem: (item: unknown) => void,
): void {
  const set = entries.filter(([, item]) => item !== undefined && item !== null);
  parts.push(head(5, set.length));
  for (const [name, item] of set) {
    writeTextString(parts, name);
    writeItem(item);
  }
}

function writePlain(parts: Buffer[], value: unknown): void {
  if (typeof value === 'boolean') parts.push(Buffer.of(value ? 0xf5 : 0xf4));
  else if (typeof value === 'number') parts.push(number(value));
  else if (typeof value === 'string') writeTextString(parts, value);
  else if (Array.isArray(value)) {
    parts.push(head(4, value.length));
    for (const item of value) writePlain(parts, item);
  } else writeMap(parts, Object.entries(value as object), (item) => writePlain(parts, item));
}

function writeTextString(parts: Buffer[], text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  parts.push(head(3, bytes.length), bytes);
}

function writeBytes(parts: Buffer[], value: unknown): void {
  const bytes = Buffer.from(value as Uint8Array);
  parts.push(head(2, bytes.length), bytes);
}

function number(value: number): Buffer {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return double(value);
  return value >= 0 ? head(0, value) : head(1, -1 - value);
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xfb;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function head(major: number, argument: number): Buffer {
  const type = major << 5;
  if (argument < 24) return Buffer.of(type | argument);
  if (argument < 0x100) return Buffer.of(type | 24, argument);
  const wide = argument >= 0x1_0000_0000;
  const bytes = Buffer.alloc(wide ? 9 : argument < 0x1_0000 ? 3 : 5);
  bytes[0] = type | (wide ? 27 : bytes.length === 3 ? 25 : 26);
  if (wide) bytes.writeBigUInt64BE(BigInt(argument), 1);
  else bytes.writeUIntBE(argument, 1, bytes.length - 1);
  return bytes;
}
