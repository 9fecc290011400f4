/** From an XML element to the value of a shape. */
import { setMember } from './record.ts';
import type { ListShape, MapShape, Member, Shape, StructureShape } from './schema.ts';
import { isTextShape, readText } from './text-values.ts';
import { XmlSyntaxError } from './xml-reader.ts';
import type { XmlElement } from './xml-reader.ts';

export interface XmlDecoding {
  /**
   * Elements that the schema does not have, or has once and finds twice, make the document invalid. S3 validates
   * against its published schema; other services skip what they do not know.
   */
  readonly strict: boolean;
}

/**
 * The structure whose members are the element's children.
 *
 * @throws XmlSyntaxError when the element does not have the shape
 */
export function decodeStructure(shape: StructureShape, element: XmlElement, how: XmlDecoding): object {
  const result: Record<string, unknown> = {};
  for (const [name, value] of element.attributes) {
    const member = shape.byXmlName.get(name);
    if (member?.attribute) result[member.name] = scalar(member.shape, value, name);
  }
  for (const child of element.children) {
    const member = shape.byXmlName.get(child.name);
    if (member === undefined || member.attribute) {
      if (how.strict) throw new XmlSyntaxError(`<${element.name}> has no element <${child.name}>.`);
      continue;
    }
    decodeMember(result, member, child, how);
  }
  return result;
}

function decodeMember(
  result: Record<string, unknown>,
  member: Member,
  child: XmlElement,
  how: XmlDecoding,
): void {
  const { name, shape, flattened } = member;
  if (shape.kind === 'list' && flattened) {
    const list = (result[name] ??= []) as unknown[];
    list.push(decodeValue(shape.element.shape, child, how));
  } else if (shape.kind === 'map' && flattened) {
    const map = (result[name] ??= {}) as Record<string, unknown>;
    decodeEntry(map, shape, child, how);
  } else {
    if (how.strict && name in result) throw new XmlSyntaxError(`<${child.name}> is given twice.`);
    result[name] = decodeValue(shape, child, how);
  }
}

function decodeValue(shape: Shape, element: XmlElement, how: XmlDecoding): unknown {
  switch (shape.kind) {
    case 'structure':
      return decodeStructure(shape, element, how);
    case 'list':
      return decodeList(shape, element, how);
    case 'map': {
      const map: Record<string, unknown> = {};
      for (const entry of element.children) decodeEntry(map, shape, entry, how);
      return map;
    }
    default:
      if (element.children.length > 0)
        throw new XmlSyntaxError(`<${element.name}> holds elements, not text.`);
      return scalar(shape, element.text, element.name);
  }
}

function decodeList(shape: ListShape, element: XmlElement, how: XmlDecoding): unknown[] {
  const { xmlName, shape: item } = shape.element;
  return element.children
    .filter((child) => {
      if (child.name === xmlName) return true;
      if (how.strict) throw new XmlSyntaxError(`<${element.name}> has no element <${child.name}>.`);
      return false;
    })
    .map((child) => decodeValue(item, child, how));
}

function decodeEntry(
  map: Record<string, unknown>,
  shape: MapShape,
  entry: XmlElement,
  how: XmlDecoding,
): void {
  const key = entry.children.find((child) => child.name === shape.key.xmlName);
  const value = entry.children.find((child) => child.name === shape.value.xmlName);
  if (key === undefined) throw new XmlSyntaxError(`<${entry.name}> has no <${shape.key.xmlName}>.`);
  if (value !== undefined) setMember(map, key.text, decodeValue(shape.value.shape, value, how));
}

function scalar(shape: Shape, text: string, name: string): unknown {
  const value = isTextShape(shape) ? readText(shape, text, 'date-time') : undefined;
  if (value === undefined) throw new XmlSyntaxError(`<${name}> holds no value of its type.`);
  return value;
}
