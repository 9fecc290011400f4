/**
 * From the parameters of a query request to the value of a shape. `Tags.member.1.Key=a` is a path: lists are numbered
 * below `member` (or the element's own name), maps below `entry`; flattened ones, and callers that leave the wrapper
 * out, number directly. Numbers need not be contiguous; what the shape does not have is skipped.
 */
import { AwsError } from '../kernel/aws-error.ts';
import type { QueryParameters } from './query-string.ts';
import { setMember } from './record.ts';
import type { ListShape, MapShape, Member, Shape, StructureShape } from './schema.ts';
import { readText } from './text-values.ts';

interface Node {
  /** The parameter's own value, if the path ends here. */
  value: string | undefined;
  readonly children: Map<string, Node>;
}

/** No model nests deeper; a longer path is an attack. */
const MAX_DEPTH = 64;

/**
 * The structure that the parameters spell.
 *
 * @throws AwsError MalformedInput
 */
export function decodeQuery(shape: StructureShape, parameters: QueryParameters): object {
  return structure(shape, treeOf(parameters));
}

function treeOf(parameters: QueryParameters): Node {
  const root = newNode();
  for (const [name, value] of parameters) {
    const path = name.split('.');
    if (path.length > MAX_DEPTH) throw malformed('The parameter names are nested too deeply.');
    let node = root;
    for (const step of path) {
      const next = node.children.get(step) ?? newNode();
      node.children.set(step, next);
      node = next;
    }
    node.value ??= value;
  }
  return root;
}

const newNode = (): Node => ({ value: undefined, children: new Map() });

function structure(shape: StructureShape, node: Node): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const member of shape.members) {
    const child = node.children.get(member.xmlName);
    if (child !== undefined) result[member.name] = decode(member.shape, child, member);
  }
  return result;
}

function decode(shape: Shape, node: Node, member: Member): unknown {
  switch (shape.kind) {
    case 'structure':
      return structure(shape, node);
    case 'list':
      return list(shape, node);
    case 'map':
      return map(shape, node);
    default: {
      const value = readText(shape, node.value ?? '', 'date-time');
      if (value === undefined) throw malformed(`The value '${node.value}' is not valid for ${member.name}.`);
      return value;
    }
  }
}

function list(shape: ListShape, node: Node): unknown[] {
  const { element } = shape;
  const items = node.children.get(element.xmlName) ?? node.children.get('member') ?? node;
  return numbered(items).map((item) => decode(element.shape, item, element));
}

function map(shape: MapShape, node: Node): object {
  const result: Record<string, unknown> = {};
  for (const entry of numbered(node.children.get('entry') ?? node)) {
    const key = entry.children.get(shape.key.xmlName) ?? entry.children.get('key');
    const value = entry.children.get(shape.value.xmlName) ?? entry.children.get('value');
    if (key?.value === undefined) throw malformed('A map entry has no key.');
    if (value !== undefined) setMember(result, key.value, decode(shape.value.shape, value, shape.value));
  }
  return result;
}

const NUMBER = /^[1-9]\d{0,8}$/;

function numbered(node: Node): Node[] {
  return [...node.children]
    .filter(([name]) => NUMBER.test(name))
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

const malformed = (message: string): AwsError =>
  new AwsError({ code: 'MalformedInput', status: 400, message });
