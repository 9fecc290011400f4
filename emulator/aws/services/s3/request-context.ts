/**
 * The condition keys of S3 that a request itself decides: what its headers ask for and how it was signed. Keys that
 * depend on a stored object or on a listing's parameters are added by whoever knows them.
 *
 * Policies see the header that was sent, never a default: a Deny on a missing `s3:x-amz-server-side-encryption` strikes
 * although the bucket would encrypt anyway.
 *
 * Evidence: fact sheet S3 §10.2.
 */
import type { ConditionContext } from '../../kernel/access.ts';
import type { Call } from '../../kernel/operation.ts';
import type { Mechanism } from '../../auth/authentication.ts';

const HEADERS = [
  'x-amz-acl',
  'x-amz-content-sha256',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write',
  'x-amz-grant-write-acp',
  'x-amz-metadata-directive',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
] as const;

const AUTH_TYPES: Readonly<Partial<Record<Mechanism, string>>> = {
  'header-v4': 'REST-HEADER',
  'header-v2': 'REST-HEADER',
  'query-v4': 'REST-QUERY-STRING',
  'query-v2': 'REST-QUERY-STRING',
  post: 'POST',
};

export function requestContext(call: Call): ConditionContext {
  const { wire, authentication } = call;
  if (wire === undefined) return sentContext(call.sentHeaders ?? {});
  const context: Record<string, string> = {};
  const hoisted = authentication?.hoisted ?? {};
  for (const name of HEADERS) {
    const value = wire.headers[name] ?? hoisted[name];
    if (value !== undefined) context[`s3:${name}`] = value;
  }
  const source = wire.headers['x-amz-copy-source'] ?? hoisted['x-amz-copy-source'];
  if (source !== undefined) context['s3:x-amz-copy-source'] = source.replace(/^\//, '');
  for (const name of ['if-match', 'if-none-match'] as const) {
    const value = wire.headers[name];
    if (value !== undefined) context[`s3:${name}`] = value;
  }
  if (authentication !== undefined) addSignature(context, authentication);
  return context;
}

/** Of a call by another service, which stands in for the headers. */
const sentContext = (headers: Readonly<Record<string, string>>): ConditionContext =>
  Object.fromEntries(
    HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[`s3:${name}`, headers[name]] as const])),
  );

function addSignature(
  context: Record<string, string>,
  { mechanism, signatureAgeMs }: NonNullable<Call['authentication']>,
): void {
  const type = AUTH_TYPES[mechanism];
  if (type === undefined) return;
  context['s3:authType'] = type;
  context['s3:signatureversion'] = mechanism.endsWith('v2') ? 'AWS' : 'AWS4-HMAC-SHA256';
  if (signatureAgeMs !== undefined) context['s3:signatureAge'] = String(signatureAgeMs);
}

/** Tags that a write asks for, as policies see them. */
export function requestTagContext(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): ConditionContext {
  const context: Record<string, string | readonly string[]> = {};
  for (const { Key, Value } of tags ?? []) context[`s3:RequestObjectTag/${Key}`] = Value ?? '';
  if (tags !== undefined) context['s3:RequestObjectTagKeys'] = tags.map(({ Key }) => Key ?? '');
  return context;
}

/** Tags that an object already has, as policies see them. */
export function existingTagContext(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): ConditionContext | undefined {
  if (tags === undefined) return undefined;
  return Object.fromEntries(tags.map(({ Key, Value }) => [`s3:ExistingObjectTag/${Key}`, Value ?? '']));
}
