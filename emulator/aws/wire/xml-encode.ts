/** From the value of a shape to XML text. */
import type { ListShape, MapShape, Member, StructureShape, XmlNamespace } from './schema.ts';
import { instantOf, isTextShape, writeText } from './text-values.ts';
import { writeTimestamp } from './timestamps.ts';
import type { Instant } from '../kernel/instant.ts';

export interface XmlEncoding {
  /** How timestamps without a form of their own look. */
  readonly timestamp: (at: Instant) => string;
  /** The members of a structure in the order AWS writes them; undefined when the schema's order is that order. */
  readonly order: (shape: StructureShape) => readonly Member[];
}

export const PLAIN_XML: XmlEncoding = {
  timestamp: (at) => writeTimestamp(at, 'date-time'),
  order: (shape) => shape.members,
};

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The element `name` with the structure's members (those of `members`, by default all) in it. */
export function encodeElement(
  name: string,
  shape: StructureShape,
  value: object,
  how: XmlEncoding,
  options: { readonly xmlns?: XmlNamespace | undefined; readonly members?: readonly Member[] } = {},
): string {
  const members = options.members ?? how.order(shape);
  const attributes =
    (options.xmlns === undefined ? '' : namespaceAttribute(options.xmlns)) + encodeAttributes(members, value);
  return element(name, attributes, encodeContent(members, value, how));
}

/** What stands between the tags of a structure's element. */
export function encodeContent(members: readonly Member[], value: object, how: XmlEncoding): string {
  const fields = value as Readonly<Record<string, unknown>>;
  let content = '';
  for (const member of members) {
    const field = fields[member.name];
    if (field !== undefined && field !== null && !member.attribute) {
      content += encodeMember(member, field, how);
    }
  }
  return content;
}

function encodeAttributes(members: readonly Member[], value: object): string {
  const fields = value as Readonly<Record<string, unknown>>;
  return members
    .filter(({ name, attribute }) => attribute && fields[name] !== undefined)
    .map(({ name, xmlName }) => ` ${xmlName}="${escapeXml(fields[name] as string)}"`)
    .join('');
}

/** An element that holds text. */
export const textElement = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

function encodeMember(member: Member, value: unknown, how: XmlEncoding): string {
  const { shape, xmlName: name, flattened } = member;
  if (shape.kind === 'list') {
    const items = encodeItems(flattened ? name : shape.element.xmlName, shape, value as unknown[], how);
    return flattened ? items : element(name, namespaced(member), items);
  }
  if (shape.kind === 'map') {
    const entries = encodeEntries(flattened ? name : 'entry', shape, value as object, how);
    return flattened ? entries : element(name, namespaced(member), entries);
  }
  return encodeValue(name, member, value, how);
}

/** A value inside an element that its container names. */
function encodeValue(name: string, member: Member, value: unknown, how: XmlEncoding): string {
  const { shape } = member;
  if (shape.kind === 'structure') {
    return encodeElement(name, shape, value as object, how, { xmlns: member.xmlNamespace });
  }
  if (shape.kind === 'list') {
    return element(name, '', encodeItems(shape.element.xmlName, shape, value as unknown[], how));
  }
  if (shape.kind === 'map') return element(name, '', encodeEntries('entry', shape, value as object, how));
  return `<${name}${namespaced(member)}>${escapeXml(scalar(member, value, how))}</${name}>`;
}

function encodeItems(name: string, shape: ListShape, items: readonly unknown[], how: XmlEncoding): string {
  let text = '';
  for (const item of items) {
    if (item !== undefined && item !== null) text += encodeValue(name, shape.element, item, how);
  }
  return text;
}

function encodeEntries(name: string, shape: MapShape, map: object, how: XmlEncoding): string {
  let text = '';
  for (const [key, value] of Object.entries(map)) {
    if (value === undefined || value === null) continue;
    text += element(
      name,
      '',
      textElement(shape.key.xmlName, key) + encodeValue(shape.value.xmlName, shape.value, value, how),
    );
  }
  return text;
}

function scalar({ shape, name }: Member, value: unknown, how: XmlEncoding): string {
  if (!isTextShape(shape)) throw new Error(`${name} is no scalar.`);
  if (shape.kind === 'timestamp' && shape.format === undefined) return how.timestamp(instantOf(value));
  return writeText(shape, value, 'date-time');
}

/** An element with attributes as text (` xmlns="…"`) and content as markup. */
export const element = (name: string, attributes: string, content: string): string =>
  content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;

const namespaced = (member: Member): string =>
  member.xmlNamespace === undefined ? '' : namespaceAttribute(member.xmlNamespace);

function namespaceAttribute({ prefix, uri }: XmlNamespace): string {
  return ` xmlns${prefix === undefined ? '' : `:${prefix}`}="${escapeXml(uri)}"`;
}

// oxlint-disable-next-line no-control-regex -- control characters are the point
const SPECIAL = /[&<>"\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\u0085\u2028\ufffe\uffff]/g;
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Text for an element or an attribute. What XML 1.0 cannot carry, and what a reader would normalise away, is written
 * as a character reference (s3.md section 6).
 */
export const escapeXml = (text: string): string =>
  text.replace(SPECIAL, (character) => NAMED[character] ?? `&#x${character.charCodeAt(0).toString(16)};`);
