/**
 * What S3's front does before a request is an operation: it answers preflights and takes browser uploads, and it knows
 * which region the addressed bucket expects signatures for.
 */
import type { Interception, SigningDemands } from '../../kernel/operation.ts';
import { remembered } from '../../kernel/remembered.ts';
import type { WireRequest, WireResponse } from '../../wire/message.ts';
import { firstValue, parseQuery } from '../../wire/query-string.ts';
import { bucketOfHost, s3Address } from '../../wire/s3-addressing.ts';
import { addCorsHeaders, answerPreflight } from './cors.ts';
import { postObject } from './post-object.ts';
import { hostRegion } from './region.ts';
import type { S3 } from './s3.ts';

export function interceptS3(
  s3: S3,
  request: WireRequest,
  call: Interception,
): WireResponse | Promise<WireResponse> | undefined {
  if (request.method === 'OPTIONS') return answerPreflight(s3, request);
  if (request.method !== 'POST' || !isForm(request)) return undefined;
  const { bucket, key } = s3Address(request);
  if (bucket === undefined || key !== undefined) return undefined;
  return postObject(s3, request, call, bucket);
}

/** A form goes to the bucket itself; `?delete` takes a document. */
const isForm = ({ headers, query }: WireRequest): boolean =>
  /^multipart\/form-data/i.test(headers['content-type'] ?? '') &&
  firstValue(parseQuery(query), 'delete') === undefined;

/** What a signature must be for: the region that the host serves, and the bucket that it names. */
export const signingDemands = (_s3: S3, { headers }: WireRequest): SigningDemands =>
  demandsOf(headers['host'] ?? '');

const demandsOf = remembered((host): SigningDemands => ({
  region: hostRegion(host),
  hostBucket: bucketOfHost(host),
}));

/** What every answer gets before it leaves, and the books that are kept of it. */
export function finishS3(s3: S3, request: WireRequest, answer: WireResponse): WireResponse {
  addCorsHeaders(s3, request, answer);
  s3.watched.finish(request, answer);
  return answer;
}
