/**
 * Signature Version 2 for S3, which its older regions still accept: in the `Authorization` header and in the query.
 *
 * Evidence: fact sheet S3 §2.7 (real S3, us-east-1, September 2026). Regions opened after January 2014 know Version 4
 * alone (botocore 1.44.8 lists those that know both, and its integration tests expect the refusal). That what a query
 * holds is signed as UTF-8: answers that LocalStack recorded from AWS (test_s3.py, February 2026).
 * Gaps: instants before the year 1582, which S3 prints in the Julian calendar, and overflow beyond a Java long are
 * refused as no date.
 */
import { createHmac } from 'node:crypto';
import { seconds, toIsoSeconds } from '../kernel/instant.ts';
import type { WireRequest } from '../wire/message.ts';
import { NOTHING_SIGNED, UNSIGNED, type Authentication, type Mechanism } from './authentication.ts';
import { byteString, parameter, sameSignature, type QueryParameter } from './canonical.ts';
import { hoistedHeaders } from './hoisted-headers.ts';
import { parseLong } from './java-long.ts';
import { parseRequestDate } from './request-date.ts';
import {
  accessDenied,
  invalidArgument,
  invalidRequest,
  MAX_SKEW_MS,
  noValidDate,
  requestTimeTooSkewed,
  signatureDoesNotMatch,
} from './s3-refusals.ts';
import { S3_SESSION_REFUSALS, type ParsedRequest, type S3AuthenticationOptions } from './s3-signature.ts';
import { findCredential } from './session.ts';

const REGIONS = new Set(
  `ap-northeast-1 ap-southeast-1 ap-southeast-2 eu-west-1 sa-east-1 us-east-1 us-gov-west-1 us-west-1 us-west-2`.split(
    ' ',
  ),
);

/** @throws AwsError InvalidRequest in a region that knows Version 4 alone */
export function acceptVersion2({ region }: S3AuthenticationOptions): void {
  if (region === undefined || REGIONS.has(region)) return;
  throw invalidRequest(
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  );
}

/** Query parameters that are part of the signed resource by name alone. */
const NAMED = new Set(
  `abac accelerate acl analytics annotation annotationName attributes cors delete encryption intelligent-tiering
  inventory legal-hold lifecycle location logging metadataAnnotationTable metadataConfiguration metadataInventoryTable
  metadataJournalTable metadataTable metrics notification object-lock ownershipControls policy policyStatus
  publicAccessBlock replication requestPayment restore retention select tagging torrent uploads versioning versions
  website`.split(/\s+/),
);

/** Those signed with their decoded value. */
const VALUED = new Set(
  `partNumber response-cache-control response-content-disposition response-content-encoding response-content-language
  response-content-type response-expires select-type uploadId versionId`.split(/\s+/),
);

/** @param path the bucket and the key, also when the host names the bucket */
function signedResource(path: string, query: readonly QueryParameter[]): string {
  const parts = new Map<string, string>();
  for (const { name, value } of query) {
    if (parts.has(name)) continue;
    if (VALUED.has(name)) parts.set(name, `${name}=${byteString(value)}`);
    else if (NAMED.has(name)) parts.set(name, name);
  }
  if (parts.size === 0) return path;
  return `${path}?${[...parts.keys()]
    .toSorted()
    .map((name) => parts.get(name))
    .join('&')}`;
}

/** The `x-amz-*` headers; a query parameter of that form counts as one, and before a header of its name. */
function signedAmzHeaders(headers: WireRequest['headers'], query: readonly QueryParameter[]): string {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('x-amz-')) values.set(name, value.trim());
  }
  for (const { name, value } of query) {
    if (name.toLowerCase().startsWith('x-amz-')) values.set(name.toLowerCase(), byteString(value));
  }
  return [...values.keys()]
    .toSorted()
    .map((name) => `${name}:${values.get(name) ?? ''}\n`)
    .join('');
}

/** A path that botocore signs with a slash at its end and sends without it, since that is how hosts name buckets. */
const BUCKET_ALONE = /^\/[^/]+$/;

interface Claim {
  readonly accessKeyId: string;
  readonly signature: string;
  /** The date line: the `Date` header, nothing beside an `x-amz-date`, or `Expires`. */
  readonly date: string;
  readonly token: string | undefined;
}

/** Base64 of the HMAC-SHA1 that Signature Version 2 puts on a request and on a POST policy. */
export const signatureV2 = (secret: string, stringToSign: string): string =>
  createHmac('sha1', secret).update(stringToSign, 'latin1').digest('base64');

function verify(
  { request, query }: ParsedRequest,
  claim: Claim,
  mechanism: Mechanism,
  options: S3AuthenticationOptions,
): Authentication {
  const { accessKeyId, signature } = claim;
  const credential = findCredential(
    options.credentials,
    accessKeyId,
    claim.token,
    options.now,
    S3_SESSION_REFUSALS,
  );
  const path = options.hostBucket === undefined ? request.path : `/${options.hostBucket}${request.path}`;
  const stringOf = (resource: string): string =>
    [
      request.method,
      request.headers['content-md5'] ?? '',
      request.headers['content-type'] ?? '',
      claim.date,
      signedAmzHeaders(request.headers, query) + signedResource(resource, query),
    ].join('\n');
  const verifies = (stringToSign: string): boolean =>
    sameSignature(signatureV2(credential.secretAccessKey, stringToSign), signature);
  const stringToSign = stringOf(path);
  if (!verifies(stringToSign) && !(BUCKET_ALONE.test(path) && verifies(stringOf(`${path}/`)))) {
    throw signatureDoesNotMatch({ accessKeyId, stringToSign, signatureProvided: signature });
  }
  return {
    ...NOTHING_SIGNED,
    principal: credential.principal,
    mechanism,
    payload: UNSIGNED,
    hoisted: hoistedHeaders(query),
  };
}

/** @param rest what follows `AWS ` in the header, which has the form `key:signature` */
export function authenticateHeaderV2(
  parsed: ParsedRequest,
  rest: string,
  options: S3AuthenticationOptions,
): Authentication {
  acceptVersion2(options);
  const { headers } = parsed.request;
  const [, accessKeyId, signature] = /^([^:]*):([^:]+)$/.exec(rest) ?? [];
  if (accessKeyId === undefined || signature === undefined) {
    throw invalidArgument(
      'AWS authorization header is invalid.  Expected AwsAccessKeyId:signature',
      'Authorization',
      headers['authorization'],
    );
  }
  const amzDate = headers['x-amz-date'];
  const date = amzDate ?? headers['date'] ?? '';
  const signedAt = parseRequestDate(date);
  if (signedAt === undefined) throw noValidDate();
  if (Math.abs(options.now - signedAt) > MAX_SKEW_MS) throw requestTimeTooSkewed(date, options.now);
  const claim = {
    accessKeyId,
    signature,
    date: amzDate === undefined ? date : '',
    token: headers['x-amz-security-token'],
  };
  return { ...verify(parsed, claim, 'header-v2', options), signatureAgeMs: options.now - signedAt };
}

/** S3 takes an `Expires` up to the largest 32-bit number, and any negative one. */
const LATEST_EXPIRES = 2n ** 31n - 1n;
/** 1582-10-15T00:00:00Z */
const EARLIEST_EXPIRES = -12_219_292_800n;

export function authenticateQueryV2(parsed: ParsedRequest, options: S3AuthenticationOptions): Authentication {
  acceptVersion2(options);
  const { query } = parsed;
  const expires = parameter(query, 'Expires');
  const accessKeyId = parameter(query, 'AWSAccessKeyId');
  if (expires === undefined || accessKeyId === undefined) {
    throw accessDenied(
      'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
    );
  }
  const value = parseLong(expires);
  if (value === undefined || value > LATEST_EXPIRES || value < EARLIEST_EXPIRES) {
    throw accessDenied(`Invalid date (should be seconds since epoch): ${expires}`);
  }
  const expiresAt = seconds(Number(value));
  if (options.now > expiresAt) {
    throw accessDenied('Request has expired', {
      Expires: toIsoSeconds(expiresAt),
      ServerTime: toIsoSeconds(options.now),
    });
  }
  const claim = {
    accessKeyId,
    signature: parameter(query, 'Signature') ?? '',
    date: expires,
    token: query.find(({ name }) => name.toLowerCase() === 'x-amz-security-token')?.value,
  };
  return verify(parsed, claim, 'query-v2', options);
}
