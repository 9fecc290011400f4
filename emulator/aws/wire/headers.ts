/** Values of members in headers. */
import type { Member, Shape } from './schema.ts';
import { isTextShape, readText, writeText } from './text-values.ts';

/** The member's value; undefined when the header holds none of its type. */
export function readHeader(shape: Shape, raw: string): unknown {
  if (isTextShape(shape)) return readText(shape, textOfHeader(raw), 'http-date');
  if (shape.kind !== 'list') return undefined;
  const { element } = shape;
  return splitHeader(raw).map((item) => readHeader(element.shape, item));
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text of a header as Node reads it, one character per byte: UTF-8 if it is, else Latin-1. */
export function textOfHeader(raw: string): string {
  if (!BEYOND_ASCII.test(raw)) return raw;
  try {
    return decoder.decode(Buffer.from(raw, 'latin1'));
  } catch {
    return raw;
  }
}

export function writeHeader(member: Member, value: unknown): string {
  const { shape, name } = member;
  if (isTextShape(shape)) return headerText(writeText(shape, value, 'http-date'));
  if (shape.kind !== 'list') throw new Error(`${name} cannot travel in a header.`);
  const { element } = shape;
  return (value as readonly unknown[]).map((item) => quoted(writeHeader(element, item))).join(', ');
}

// oxlint-disable-next-line no-control-regex -- control characters are the point
const FORBIDDEN = /[\u0000-\u0008\u000a-\u001f\u007f]/g;
const BEYOND_ASCII = /[^\t\u0020-\u007e]/;

/** Text as Node writes it to a header, one character per byte: UTF-8, without control characters. */
export function headerText(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  const clean = text.replace(FORBIDDEN, ' ');
  return BEYOND_ASCII.test(clean) ? Buffer.from(clean, 'utf8').toString('latin1') : clean;
}

const ITEM = /\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))\s*(?:,|$)/y;

/** The items of a comma-separated header; quoted items may hold commas. */
function splitHeader(text: string): string[] {
  const items: string[] = [];
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < text.length) {
    const match = ITEM.exec(text);
    if (match === null) break;
    const item = match[1] === undefined ? (match[2] ?? '').trim() : match[1].replace(/\\(.)/g, '$1');
    if (item !== '') items.push(item);
  }
  return items;
}

const quoted = (item: string): string =>
  /[",]/.test(item) ? `"${item.replace(/["\\]/g, String.raw`\$&`)}"` : item;
