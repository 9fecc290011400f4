/**
 * Which bucket and key a request to S3 names. Path style is `/bucket/key`; a virtual host puts the bucket before the
 * endpoint's name. The key is the percent-decoded rest of the path, exactly: `//`, `.`, `..` and a decoded `%2F` are part
 * of it, and `+` is a plus (s3.md sections 6 and 11.13).
 *
 * Gaps: a CNAME of the bucket's own name is path style here, because any name may resolve to the emulator; access point
 * and multi-region hosts are not told from buckets.
 */
import { AwsError } from '../kernel/aws-error.ts';
import { remembered } from '../kernel/remembered.ts';
import type { WireRequest } from './message.ts';
import { percentDecode } from './query-string.ts';

export interface S3Address {
  /** Undefined for the service itself: `GET /`. */
  readonly bucket: string | undefined;
  /** Undefined for the bucket itself. */
  readonly key: string | undefined;
  readonly style: 'path' | 'virtual-host';
}

/** Endpoints of S3 as a host names them: a label `s3` in one of its forms, then perhaps a region, then a suffix. */
const REGION = String.raw`[a-z]{2}(?:-[a-z]+)+-\d`;
const SUFFIX = String.raw`(?:amazonaws\.com(?:\.cn)?|localhost\.localstack\.cloud|localhost)`;
const ENDPOINT = String.raw`s3(?:-accelerate|-fips|-${REGION})?(?:\.dualstack)?(?:\.${REGION})?\.${SUFFIX}`;
const S3_HOST = new RegExp(String.raw`^(?:(.+)\.)?${ENDPOINT}$`);
/** `bucket.localhost`, which browsers and many resolvers send to the loopback address. */
const LOCAL_HOST = /^(.+)\.localhost$/;

/** The bucket in a host name (`host:port`); undefined when requests to that host are path style. */
export const bucketOfHost = remembered((host): string | undefined => {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const endpoint = S3_HOST.exec(name);
  return endpoint === null ? LOCAL_HOST.exec(name)?.[1] : endpoint[1];
});

/**
 * The address of a request.
 *
 * @throws AwsError InvalidURI when the path is not percent-encoded UTF-8
 */
export function s3Address(request: WireRequest): S3Address {
  const bucket = bucketOfHost(request.headers['host'] ?? '');
  const path = request.path.startsWith('/') ? request.path.slice(1) : request.path;
  if (bucket !== undefined) return { bucket, key: decoded(path, request), style: 'virtual-host' };
  const slash = path.indexOf('/');
  return {
    bucket: decoded(slash === -1 ? path : path.slice(0, slash), request),
    key: slash === -1 ? undefined : decoded(path.slice(slash + 1), request),
    style: 'path',
  };
}

function decoded(text: string, request: WireRequest): string | undefined {
  if (text === '') return undefined;
  const value = percentDecode(text);
  if (value !== undefined) return value;
  throw new AwsError({
    code: 'InvalidURI',
    status: 400,
    message: "Couldn't parse the specified URI.",
    details: { URI: request.path },
  });
}
