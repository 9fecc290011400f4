/**
 * What a request says its body must be: its MD5, its checksum in a header or a trailer. Read before the body is, because
 * S3 refuses a malformed claim before it looks at a byte.
 *
 * A presigned URL may carry `x-amz-checksum-crc32` in its query (SDKs put the checksum of nothing there); S3 counts it
 * in the signature and otherwise ignores it. So only headers that were really sent are claims.
 *
 * Evidence: fact sheet S3 §2.8 (recorded 2026-02), §2.9, §5 (order of checks), §11.6.
 */
import type { Call } from '../../kernel/operation.ts';
import {
  CHECKSUM_ALGORITHMS,
  headerOf,
  isChecksumAlgorithm,
  isChecksumValue,
  memberOf,
  type ChecksumAlgorithm,
  type ChecksumMembers,
} from './checksums.ts';
import { invalidDigest, invalidHeader, invalidRequest, severalChecksums } from './errors.ts';

export interface BodyDemands {
  /** Base64. */
  readonly contentMd5: string | undefined;
  /** The algorithm to compute; undefined leaves it to S3. */
  readonly algorithm: ChecksumAlgorithm | undefined;
  /** The value claimed in a header. */
  readonly value: string | undefined;
  /** The trailing header that will claim one. */
  readonly trailer: string | undefined;
}

export interface BodyInput extends ChecksumMembers {
  readonly ContentMD5?: string | undefined;
  readonly ChecksumAlgorithm?: string | undefined;
}

const NOTHING: BodyDemands = {
  contentMd5: undefined,
  algorithm: undefined,
  value: undefined,
  trailer: undefined,
};

const CHECKSUM_PREFIX = 'x-amz-checksum-';
/** Headers that begin like a checksum and are none. */
const OTHERS = new Set(['x-amz-checksum-algorithm', 'x-amz-checksum-mode', 'x-amz-checksum-type']);

const HEADERS: ReadonlyMap<string, ChecksumAlgorithm> = new Map(
  CHECKSUM_ALGORITHMS.map((algorithm) => [headerOf(algorithm), algorithm]),
);

/** @throws AwsError InvalidDigest, InvalidRequest */
export function bodyDemands(input: BodyInput, { wire }: Call): BodyDemands {
  if (wire !== undefined) return headerDemands(wire.headers);
  return { ...membersSent(input), contentMd5: checkedMd5(input.ContentMD5) };
}

/**
 * What headers, or the fields of a form that act as such, say of the body.
 *
 * @param headers lower-case names
 * @throws AwsError InvalidDigest, InvalidRequest
 */
export function headerDemands(headers: Readonly<Record<string, string>>): BodyDemands {
  const contentMd5 = checkedMd5(headers['content-md5']);
  const demands = checksumDemands(headers);
  return contentMd5 === undefined ? demands : { ...demands, contentMd5 };
}

/**
 * What headers say of a document: the same, but S3 looks at the checksum before the MD5 (fact sheet §11.8).
 *
 * @throws AwsError InvalidDigest, InvalidRequest
 */
export function documentDemands(headers: Readonly<Record<string, string>>): BodyDemands {
  const demands = checksumDemands(headers);
  return { ...demands, contentMd5: checkedMd5(headers['content-md5']) };
}

function checksumDemands(headers: Readonly<Record<string, string>>): BodyDemands {
  let name: string | undefined;
  let several = false;
  for (const header in headers) {
    if (!header.startsWith(CHECKSUM_PREFIX) || OTHERS.has(header)) continue;
    if (!HEADERS.has(header)) {
      throw invalidRequest('The algorithm type you specified in x-amz-checksum- header is invalid.');
    }
    several ||= name !== undefined;
    name = header;
  }
  if (several) throw severalChecksums();
  const trailer = headers['x-amz-trailer']?.trim().toLowerCase();
  // Sent empty it declares nothing.
  const declared = headers['x-amz-sdk-checksum-algorithm'] || undefined;
  if (name === undefined && trailer === undefined && declared === undefined) return NOTHING;
  if (name !== undefined && trailer !== undefined) throw severalChecksums();
  const algorithm = name === undefined ? trailerAlgorithm(trailer) : HEADERS.get(name);
  const value = name === undefined ? undefined : headers[name];
  if (algorithm !== undefined && value !== undefined && !isChecksumValue(algorithm, value)) {
    throw invalidHeader(String(name));
  }
  checkDeclared(declared, algorithm);
  return { contentMd5: undefined, algorithm, value, trailer: algorithm === undefined ? undefined : trailer };
}

/** A call between services has no headers; its input says it all. */
function membersSent(input: BodyInput): BodyDemands {
  const sent = CHECKSUM_ALGORITHMS.find((algorithm) => input[memberOf(algorithm)] !== undefined);
  const algorithm = sent ?? algorithmNamed(input.ChecksumAlgorithm);
  return { ...NOTHING, algorithm, value: sent && input[memberOf(sent)] };
}

function trailerAlgorithm(trailer: string | undefined): ChecksumAlgorithm | undefined {
  if (trailer === undefined) return undefined;
  const algorithm = HEADERS.get(trailer);
  if (algorithm === undefined) {
    throw invalidRequest('The value specified in the x-amz-trailer header is not supported');
  }
  return algorithm;
}

function checkDeclared(declared: string | undefined, algorithm: ChecksumAlgorithm | undefined): void {
  if (declared === undefined) return;
  if (algorithmNamed(declared) === undefined) throw invalidDeclaration();
  if (algorithm === undefined) {
    throw invalidRequest(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  if (declared.toUpperCase() !== algorithm) throw invalidDeclaration();
}

function algorithmNamed(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const upper = name.toUpperCase();
  return isChecksumAlgorithm(upper) ? upper : undefined;
}

function checkedMd5(contentMd5: string | undefined): string | undefined {
  if (contentMd5 === undefined) return undefined;
  const bytes = Buffer.from(contentMd5, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== contentMd5) throw invalidDigest(contentMd5);
  return contentMd5;
}

const invalidDeclaration = () => invalidHeader('x-amz-sdk-checksum-algorithm');
