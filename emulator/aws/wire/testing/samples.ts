/** Values for shapes: one full sample of each, and arbitrary ones for properties. */
import * as fc from 'fast-check';
import { toDate } from '../../kernel/instant.ts';
import type { Member, Shape, StructureShape } from '../schema.ts';

/** Values that clients check, sign or turn into hosts. */
const SPECIAL: Readonly<Record<string, unknown>> = {
  Bucket: 'a-bucket',
  ChecksumAlgorithm: 'CRC32',
  CopySource: 'source-bucket/key',
  ExpiresString: 'Fri, 20 Nov 2026 10:11:12 GMT',
  QueueUrl: 'http://127.0.0.1:4566/000000000000/queue',
};

/** Members that clients replace by something else, or that choose another endpoint. */
const CLIENT_SIDE = new Set([
  'SSECustomerKey',
  'CopySourceSSECustomerKey',
  'EndpointId',
  'ContentLength',
  'MpuObjectSize',
]);

const MAX_DEPTH = 5;
const INSTANT = toDate(1_795_169_472_000);

/** A value for every member that a client passes on as it is. */
export const sampleOf = (shape: StructureShape | undefined): Record<string, unknown> =>
  shape === undefined ? {} : sampleStructure(shape, 0);

function sampleStructure(shape: StructureShape, depth: number): Record<string, unknown> {
  const members = shape.members.filter(({ name }) => !CLIENT_SIDE.has(name));
  const chosen = shape.union ? members.slice(0, 1) : members;
  const fields = chosen.map((member): [string, unknown] => [member.name, sampleMember(member, depth + 1)]);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function sampleMember(member: Member, depth: number): unknown {
  const { name, shape } = member;
  if (name in SPECIAL && shape.kind === 'string') return SPECIAL[name];
  switch (shape.kind) {
    case 'string':
      return `some-${name}`;
    case 'number':
      return 7;
    case 'boolean':
      return true;
    case 'timestamp':
      return INSTANT;
    case 'blob':
      return Buffer.from('blob');
    case 'structure':
      return depth > MAX_DEPTH ? undefined : sampleStructure(shape, depth);
    case 'list':
      return sampleItems(shape.element, depth);
    case 'map': {
      const value = sampleMember(shape.value, depth + 1);
      return value === undefined ? undefined : { 'a-key': value };
    }
  }
}

function sampleItems(element: Member, depth: number): unknown[] | undefined {
  const item = depth > MAX_DEPTH ? undefined : sampleMember(element, depth + 1);
  return item === undefined ? undefined : [item, item];
}

/** What a protocol or its client cannot carry unchanged. */
export interface Limits {
  /** Texts, among them the keys of maps. */
  readonly text: fc.Arbitrary<string>;
  /** Whether a list, map or structure with nothing in it looks different from an absent one. */
  readonly empty: boolean;
  /** Members left out. */
  readonly without: readonly string[];
}

/** Any value of a structure, but only scalars in the depths. */
export function anyStructure(shape: StructureShape, limits: Limits, depth = 0): fc.Arbitrary<object> {
  const members = shape.members.filter(
    ({ name, streaming, eventStream }) => !streaming && !eventStream && !limits.without.includes(name),
  );
  const shallow = members.filter((member) => depth < MAX_ARBITRARY_DEPTH || isScalar(member.shape));
  const fields = Object.fromEntries(
    shallow.map((member): [string, fc.Arbitrary<unknown>] => [
      member.name,
      anyValue(member, limits, depth + 1),
    ]),
  );
  if (shape.union) {
    return fc.oneof(...Object.entries(fields).map(([name, value]) => fc.record({ [name]: value })));
  }
  const requiredKeys = shallow.filter(({ required }) => required).map(({ name }) => name);
  const structure = fc.record(fields, { requiredKeys });
  const mayBeEmpty = limits.empty || depth === 0 || shallow.length === 0;
  return mayBeEmpty ? structure : structure.filter((value) => Object.keys(value).length > 0);
}

const MAX_ARBITRARY_DEPTH = 5;

const isScalar = ({ kind }: Shape): boolean => kind !== 'structure' && kind !== 'list' && kind !== 'map';

function anyValue({ shape }: Member, limits: Limits, depth: number): fc.Arbitrary<unknown> {
  const least = limits.empty ? 0 : 1;
  switch (shape.kind) {
    case 'structure':
      return anyStructure(shape, limits, depth);
    case 'list':
      return fc.array(anyValue(shape.element, limits, depth + 1), { minLength: least, maxLength: 3 });
    case 'map':
      return fc.dictionary(anyKey(limits), anyValue(shape.value, limits, depth + 1), {
        minKeys: least,
        maxKeys: 3,
      });
    case 'number':
      return fc.integer();
    case 'boolean':
      return fc.boolean();
    case 'blob':
      return fc.uint8Array({ minLength: 1, maxLength: 32 });
    case 'timestamp':
      return fc.integer({ min: 0, max: 4_102_444_800 }).map((seconds) => toDate(seconds * 1_000));
    default:
      return limits.text;
  }
}

const anyKey = ({ text }: Limits): fc.Arbitrary<string> =>
  text.filter((key) => key !== '' && key !== '__proto__');

/** A value in which blobs of any class are comparable. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('base64')}`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || 'getTime' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}
