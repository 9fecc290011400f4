/**
 * Buckets behind S3 origins that another S3 on this machine has: asked path style, and signed where CloudFront would sign.
 *
 * Gaps: what signs is an access key, not the service principal of CloudFront, so a policy that lets only the distribution
 * in is not put to the test.
 */
import type { Instant } from '../../kernel/instant.ts';
import { signedHeaders, type SigningKeys } from '../../wire/signed-request.ts';
import type { OriginRequest } from './origin-request.ts';

export interface BucketsElsewhere {
  /** `http://127.0.0.1:5000` */
  readonly endpoint: string;
  readonly region: string;
  /** Sign what an origin access control has signed. */
  readonly credentials: SigningKeys;
}

export interface AskedElsewhere {
  readonly bucket: string;
  readonly request: OriginRequest;
  readonly signed: boolean;
  readonly now: Instant;
}

/** The request for an origin as the bucket's real place is to be asked. */
export async function requestElsewhere(
  place: BucketsElsewhere,
  { bucket, request, signed, now }: AskedElsewhere,
): Promise<OriginRequest> {
  const { method, query } = request;
  const url = new URL(`?${query}`, place.endpoint);
  const path = `/${bucket}${request.path}`;
  const headers = { ...request.headers, host: url.host };
  if (!signed) return { method, path, query, headers };
  // S3 takes no header of its own that is not signed.
  const own = Object.entries(headers).filter(([name]) => name === 'host' || name.startsWith('x-amz-'));
  const unsigned = { method, url, path, headers: Object.fromEntries(own) };
  return { method, path, query, headers: { ...headers, ...(await signedHeaders(unsigned, place, now)) } };
}
