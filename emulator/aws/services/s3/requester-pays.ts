/**
 * Buckets whose requesters pay: other accounts have to say that they agree to, nobody can ask without an account, and
 * answers say who was charged. What the meter counts is the caller's anyway.
 *
 * Evidence: fact sheet S3 §10.6; User Guide "Using Requester Pays buckets for storage transfers and usage".
 * Gaps: a browser's form cannot agree, since its fields are no headers.
 */
import type { Call } from '../../kernel/operation.ts';
import type { Bucket } from './bucket.ts';
import { accessDenied } from './errors.ts';
import type { S3 } from './s3.ts';

const AGREEMENT = 'x-amz-request-payer';

/** @throws AwsError AccessDenied to whoever is charged and has not agreed */
export function checkPayer(s3: S3, call: Call, bucket: Bucket): void {
  const { principal, wire, authentication, reply } = call;
  if (principal.kind === 'service') return;
  if (principal.kind === 'user' && principal.accountId === bucket.account) return;
  if (s3.configs.get(bucket, 'requestPayment')?.Payer !== 'Requester') return;
  const headers = wire?.headers ?? call.sentHeaders;
  const agreed = headers?.[AGREEMENT] ?? authentication?.hoisted[AGREEMENT];
  if (principal.kind === 'anonymous' || agreed !== 'requester') throw accessDenied();
  reply.headers['x-amz-request-charged'] = 'requester';
}
