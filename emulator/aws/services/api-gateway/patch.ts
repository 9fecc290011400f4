/**
 * Patches as API Gateway takes them: a list of operations, each on a path, of which every kind of resource knows its
 * own. In path segments `~1` stands for a slash and `~0` for a tilde (aws.md section D.1).
 *
 * Gap (unverified): AWS words refused paths and operations differently from resource to resource; here they are worded
 * alike.
 */
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { badRequest, invalidPatchOperation, invalidPatchPath } from './errors.ts';

type Op = 'add' | 'copy' | 'remove' | 'replace';

/** What a rule is told of an operation on its path. */
interface Change {
  readonly op: Op;
  readonly value: string | undefined;
  /** The path's segments that `*` stands for, unescaped. */
  readonly names: readonly string[];
}

export interface PatchRule<Draft> {
  /** `/variables/*` */
  readonly path: string;
  readonly ops: readonly Op[];
  readonly apply: (draft: Draft, change: Change) => void;
}

/**
 * A copy of the document with the operations applied, all or none.
 *
 * @throws AwsError BadRequestException
 */
export function patched<Document extends object>(
  document: Document,
  operations: readonly PatchOperation[] | undefined,
  rules: readonly PatchRule<Document>[],
): Document {
  const draft = structuredClone(document);
  for (const { op = 'replace', path = '', value } of operations ?? []) {
    const segments = path.split('/').slice(1);
    const rule = path.startsWith('/') ? rules.find((candidate) => fits(candidate.path, segments)) : undefined;
    if (rule === undefined) throw invalidPatchPath(path);
    if (!(rule.ops as readonly string[]).includes(op)) throw invalidPatchOperation(rule.ops);
    const names = segments.filter((_, at) => rule.path.split('/')[at + 1] === '*').map(unescape);
    rule.apply(draft, { op: op as Op, value, names });
  }
  return draft;
}

function fits(template: string, segments: readonly string[]): boolean {
  const parts = template.split('/').slice(1);
  return parts.length === segments.length && parts.every((part, at) => part === '*' || part === segments[at]);
}

const unescape = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

/** Members of a document whose values are of a type. */
type MembersOf<Document, Value> = {
  [Name in keyof Document]-?: Value extends Exclude<Document[Name], undefined> ? Name : never;
}[keyof Document] &
  string;

type Loose = Record<string, unknown>;

/** A text member that can be replaced. */
export const text = <Document extends object>(
  ...names: readonly MembersOf<Document, string>[]
): PatchRule<Document>[] =>
  names.map((name) => ({
    path: `/${name}`,
    ops: ['replace'],
    apply: (draft, { value }) => void ((draft as Loose)[name] = value),
  }));

/** A flag: `true` or `false`. */
export const flag = <Document extends object>(
  ...names: readonly MembersOf<Document, boolean>[]
): PatchRule<Document>[] =>
  names.map((name) => ({
    path: `/${name}`,
    ops: ['replace'],
    apply: (draft, { value }) => void ((draft as Loose)[name] = readFlag(name, value)),
  }));

/** A whole number; an empty value takes it away. */
export const number = <Document extends object>(
  ...names: readonly MembersOf<Document, number>[]
): PatchRule<Document>[] =>
  names.map((name) => ({
    path: `/${name}`,
    ops: ['replace'],
    apply: (draft, { value }) => void ((draft as Loose)[name] = value ? readNumber(name, value) : undefined),
  }));

/** Texts by name: `/variables/colour`. */
export const map = <Document extends object>(
  ...names: readonly MembersOf<Document, Record<string, string>>[]
): PatchRule<Document>[] =>
  names.map((name) => ({
    path: `/${name}/*`,
    ops: ['add', 'remove', 'replace'],
    apply(draft, { op, value = '', names: [key = ''] }) {
      const { [key]: _, ...rest } = ((draft as Loose)[name] ?? {}) as Record<string, string>;
      (draft as Loose)[name] = op === 'remove' ? rest : { ...rest, [key]: value };
    },
  }));

/** Texts in a list; the path names one: `/binaryMediaTypes/image~1png`. */
export const list = <Document extends object>(
  ...names: readonly MembersOf<Document, string[]>[]
): PatchRule<Document>[] =>
  names.map((name) => ({
    path: `/${name}/*`,
    ops: ['add', 'remove', 'replace'],
    apply(draft, { op, value, names: [item = ''] }) {
      const others = (((draft as Loose)[name] ?? []) as string[]).filter((one) => one !== item);
      (draft as Loose)[name] =
        op === 'remove' ? others : [...others, op === 'replace' ? (value ?? item) : item];
    },
  }));

/** @throws AwsError BadRequestException */
export function readFlag(name: string, value: string | undefined): boolean {
  if (value !== 'true' && value !== 'false') throw badRequest(`Invalid boolean value for ${name}: ${value}`);
  return value === 'true';
}

/** @throws AwsError BadRequestException */
export function readNumber(name: string, value: string | undefined): number {
  const read = Number(value);
  if (value === undefined || value === '' || !Number.isFinite(read)) {
    throw badRequest(`Invalid number value for ${name}: ${value}`);
  }
  return read;
}
