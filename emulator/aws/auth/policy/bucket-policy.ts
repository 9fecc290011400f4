/**
 * Bucket policies: what S3 demands of a document beyond the grammar, and how it gives it back.
 *
 * Evidence: fact sheet S3 §10.3; published answers of S3 to mixed statements (2017–2025): every action must apply to
 * some resource of its statement, and a listing's condition keys to every action of it. S3 returns the document in an
 * order of its own, not the bytes it was sent. Gaps: of the keys bound to certain actions only those of listings are
 * checked; which fault of several is named first is not known.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { PolicyDocument, Statement } from './document.ts';
import { parsePolicy } from './parse.ts';
import { matches, parsePattern, type Pattern } from './pattern.ts';
import { isPublic } from './public.ts';
import {
  BUCKET_ACTIONS,
  GLOBAL_CONDITION_KEYS,
  LISTING_ACTIONS,
  LISTING_KEYS,
  OBJECT_ACTIONS,
  S3_CONDITION_KEYS,
} from './s3-actions.ts';

export interface BucketPolicy {
  /** The document as S3 gives it back. */
  readonly text: string;
  readonly public: boolean;
  readonly document: PolicyDocument;
}

const MAX_BYTES = 20_480;

const CONDITION_KEYS = new Set([...S3_CONDITION_KEYS, ...GLOBAL_CONDITION_KEYS]);

const malformed = (message: string): AwsError =>
  new AwsError({ code: 'MalformedPolicy', status: 400, message });

const ORDER = ['Version', 'Id', 'Statement'];
const STATEMENT_ORDER =
  'Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition'.split(' ');

const ordered = (members: object, order: readonly string[]): object =>
  Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)));

/** @param text a document that has been read without a fault */
function normalForm(text: string): string {
  const policy = JSON.parse(text) as { readonly Statement: object | readonly object[] };
  const list = [policy.Statement].flat();
  const Statement = list.map((statement) => ordered(statement, STATEMENT_ORDER));
  return JSON.stringify(ordered({ ...policy, Statement }, ORDER));
}

/** No request to look variables up in: they stand for anything. */
const anything = (): undefined => undefined;

const sourceOf = (pattern: Pattern): string =>
  pattern.map((token) => (typeof token === 'string' ? token : '*')).join('');

/** The actions that a pattern such as `s3:get*` names. */
function actionsOf(pattern: Pattern): readonly string[] {
  const known = [...BUCKET_ACTIONS, ...OBJECT_ACTIONS];
  return known.filter((action) => matches(pattern, `s3:${action}`, anything));
}

interface ResourceTypes {
  readonly bucket: boolean;
  readonly object: boolean;
}

const S3_ARN = 'arn:aws:s3:::';

/** What of this bucket a resource means; throws when it means another one. */
function resourceTypes(resource: Pattern, bucket: string): ResourceTypes {
  const text = sourceOf(resource);
  const [name = ''] = text.slice(S3_ARN.length).split('/');
  if (!text.startsWith(S3_ARN) || !matches(parsePattern(name, false), bucket, anything)) {
    throw malformed('Policy has invalid resource');
  }
  const slash = text.includes('/');
  return { bucket: !slash, object: slash || name.endsWith('*') };
}

function checkActions({ action, resource }: Statement, bucket: string): void {
  const types = resource?.items.map((item) => resourceTypes(item, bucket)) ?? [];
  for (const pattern of action.items) {
    const named = actionsOf(pattern);
    if (named.length === 0) throw malformed('Policy has invalid action');
    if (action.not || resource?.not) continue;
    const applies = named.some((name) =>
      types.some((type) => (BUCKET_ACTIONS.has(name) ? type.bucket : type.object)),
    );
    if (!applies) throw malformed('Action does not apply to any resource(s) in statement');
  }
}

function checkConditions({ action, conditions }: Statement): void {
  for (const { key } of conditions) {
    const name = key.toLowerCase();
    if (!CONDITION_KEYS.has(name) && !CONDITION_KEYS.has(name.replace(/\/.*$/, '/')))
      throw malformed('Policy has an invalid condition key');
    if (!LISTING_KEYS.has(name) || action.not) continue;
    const applies = action.items.every((pattern) =>
      actionsOf(pattern).some((named) => LISTING_ACTIONS.has(named)),
    );
    if (!applies) {
      throw malformed('Conditions do not apply to combination of actions and resources in statement');
    }
  }
}

/**
 * Reads the policy of a bucket. Throws MalformedPolicy.
 * @param bucket its name
 */
export function parseBucketPolicy(text: string, bucket: string): BucketPolicy {
  const parsed = parsePolicy(text);
  if ('fault' in parsed) throw malformed(parsed.fault);
  const { document } = parsed;
  const normal = normalForm(text);
  if (Buffer.byteLength(normal) > MAX_BYTES) {
    throw malformed(`Normalized policy document exceeds the maximum allowed size of ${MAX_BYTES} bytes`);
  }
  for (const statement of document.statements) {
    checkActions(statement, bucket);
    checkConditions(statement);
  }
  return { text: normal, public: isPublic(document), document };
}
