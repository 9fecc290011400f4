/**
 * Patches as API Gateway takes them: a list of operations, each on a path, of which every kind of resource knows its
 * own. In path segments `~1` stands for a slash and `~0` for a tilde (aws.md section D.1).
 *
 * Evidence: answers that LocalStack recorded from AWS (test_apigateway_api, test_apigateway_common): how kinds of
 * resources word what they refuse, and that a flag is on for `true` and off for anything else.
 */
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import type { AwsError } from '../../kernel/aws-error.ts';
import { badRequest, invalidPatchOperation, invalidPatchPath, notFound } from './errors.ts';

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

/** What was asked of a path, and the operations that the path knows; `undefined` for a path that there is not. */
interface Refused {
  readonly op: string;
  readonly path: string;
  readonly known: readonly Op[] | undefined;
}

/** How a kind of resource words what it refuses. */
export type PatchWording = (
  refused: Refused,
  rules: readonly Pick<PatchRule<never>, 'ops' | 'path'>[],
) => AwsError;

const apart: PatchWording = ({ path, known }) =>
  known === undefined ? invalidPatchPath(path) : invalidPatchOperation(known);

/** Of resources, models and request validators: the path and the operation in one sentence. */
export const together: PatchWording = ({ op, path }, rules) => {
  const paths = rules.filter(({ ops }) => (ops as readonly string[]).includes(op)).map((rule) => rule.path);
  const instead =
    paths.length > 0 ? `Must be one of: [${paths.join(', ')}]` : 'Please choose supported operations';
  return badRequest(`Invalid patch path  '${path}' specified for op '${op}'. ${instead}`);
};

/** Of gateway responses: whatever is wrong, it is the path. */
export const pathOnly: PatchWording = ({ path }) => invalidPatchPath(path);

/**
 * A copy of the document with the operations applied, all or none.
 *
 * @throws AwsError BadRequestException, NotFoundException
 */
export function patched<Document extends object>(
  document: Document,
  operations: readonly PatchOperation[] | undefined,
  rules: readonly PatchRule<Document>[],
  wording: PatchWording = apart,
): Document {
  const draft = structuredClone(document);
  for (const { op = 'replace', path = 'null', value } of operations ?? []) {
    const segments = path.split('/').slice(1);
    const rule = path.startsWith('/') ? rules.find((candidate) => fits(candidate.path, segments)) : undefined;
    if (rule === undefined || !(rule.ops as readonly string[]).includes(op)) {
      throw wording({ op, path, known: rule?.ops }, rules);
    }
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

/** A flag: on for `true`. */
export const flag = <Document extends object>(
  ...names: readonly MembersOf<Document, boolean>[]
): PatchRule<Document>[] =>
  names.map((name) => ({
    path: `/${name}`,
    ops: ['replace'],
    apply: (draft, { value }) => void ((draft as Loose)[name] = readFlag(value)),
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
      (draft as Loose)[name] = op === 'remove' ? unlessEmpty(rest) : { ...rest, [key]: value };
    },
  }));

/** A map that has lost its last name is not shown any more. */
export const unlessEmpty = <Value>(named: Record<string, Value>): Record<string, Value> | undefined =>
  Object.keys(named).length === 0 ? undefined : named;

/**
 * A rule for names of a map, of which only those that are there can be replaced or removed.
 *
 * @param absent what is said of another name
 */
export const existing = <Document extends object>(
  rule: PatchRule<Document>,
  absent: string,
): PatchRule<Document> => ({
  ...rule,
  apply(draft, change) {
    const names = (draft as Loose)[rule.path.split('/')[1] ?? ''] ?? {};
    if (change.op !== 'add' && !Object.hasOwn(names, change.names[0] ?? '')) throw notFound(absent);
    rule.apply(draft, change);
  },
});

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

export const readFlag = (value: string | undefined): boolean => value === 'true';

/** @throws AwsError BadRequestException */
export function readNumber(name: string, value: string | undefined): number {
  const read = Number(value);
  if (value === undefined || value === '' || !Number.isFinite(read)) {
    throw badRequest(`Invalid number value for ${name}: ${value}`);
  }
  return read;
}
