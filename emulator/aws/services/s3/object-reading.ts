/**
 * What GetObject and HeadObject have in common: everything but the bytes.
 *
 * Evidence: fact sheet S3 §2.8 (response overrides), §5, §8.5, §8.6, §11.1, §11.2, §11.6; the checksum
 * of a part, answers that LocalStack recorded from AWS (test_s3.py, February 2026).
 */
import type { GetObjectRequest, HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import type { ByteRange } from '../../kernel/blobs.ts';
import { toDate, toRfc1123 } from '../../kernel/instant.ts';
import type { Call } from '../../kernel/operation.ts';
import { firstValue, parseQuery } from '../../wire/query-string.ts';
import { addressedBucket } from './bucket-access.ts';
import type { Bucket } from './bucket.ts';
import { checksumMembers, type Checksum } from './checksums.ts';
import { checkRead } from './conditions.ts';
import type { CustomerKey } from './customer-key.ts';
import { checkReadable, encryptionMembers } from './encryption.ts';
import { invalidArgument, invalidHeader, invalidPartNumber, invalidRequest } from './errors.ts';
import { foundObject } from './found-object.ts';
import { expirationHeader } from './lifecycle-schedule.ts';
import { partRange } from './object-content.ts';
import { checkedKey } from './object-key.ts';
import { lastModified } from './object-write.ts';
import { quoted, type ObjectVersion, type Restore } from './object.ts';
import { contentRange, parseRange, rangeLength } from './ranges.ts';
import type { S3 } from './s3.ts';
import { namedStorageClass } from './storage-class.ts';

export interface Reading {
  readonly version: ObjectVersion;
  readonly bucket: Bucket;
  /** Undefined: the whole object. */
  readonly range: ByteRange | undefined;
  /** The customer's key that deciphers the bytes. */
  readonly key: CustomerKey | undefined;
  readonly output: HeadObjectOutput;
}

const ACTIONS = { current: 's3:GetObject', version: 's3:GetObjectVersion' };

/** @throws AwsError NoSuchKey and the like, PreconditionFailed, the 304, InvalidRange, InvalidPartNumber, AccessDenied */
export function readObject(s3: S3, input: GetObjectRequest | HeadObjectRequest, call: Call): Reading {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const name = checkedKey(input.Key);
  const wantsChecksum = checksumWanted(input.ChecksumMode);
  if (input.Range !== undefined && input.PartNumber !== undefined) {
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  }
  checkPartNumber(input.PartNumber);
  const overrides = responseOverrides(call);
  const version = foundObject(s3, call, bucket, name, input.VersionId, ACTIONS);
  const key = checkReadable(call, bucket, version.encryption, input);
  checkRead(version, input, call.now, () => validators(version));
  const { range, partsCount, partChecksum } = rangeOf(s3, input, version);
  const length = range === undefined ? version.size : rangeLength(range);
  const whole = length === version.size;
  return {
    version,
    bucket,
    range,
    key,
    output: {
      ...describe(s3, call, bucket, version, input.VersionId === undefined),
      ...encryptionMembers(version.encryption, key),
      ContentLength: length,
      ...(range && { ContentRange: contentRange(range, version.size) }),
      ...(partsCount !== undefined && { PartsCount: partsCount }),
      ...(wantsChecksum && checksumMembers(partChecksum ?? (whole ? version.checksum : undefined))),
      ...overrides,
    },
  };
}

function describe(
  s3: S3,
  call: Call,
  bucket: Bucket,
  version: ObjectVersion,
  isCurrent: boolean,
): HeadObjectOutput {
  const { headers, protection, restore } = version;
  return {
    AcceptRanges: 'bytes',
    LastModified: toDate(lastModified(version)),
    ETag: quoted(version.etag),
    ContentType: version.contentType,
    VersionId: bucket.versioning === undefined ? undefined : version.versionId,
    StorageClass: namedStorageClass(version.storageClass),
    ...(headers && {
      CacheControl: headers.cacheControl,
      ContentDisposition: headers.contentDisposition,
      ContentEncoding: headers.contentEncoding,
      ContentLanguage: headers.contentLanguage,
      ExpiresString: headers.expires,
      WebsiteRedirectLocation: headers.websiteRedirect,
    }),
    ...(version.metadata && { Metadata: { ...version.metadata } }),
    ...(version.tags && { TagCount: version.tags.length }),
    ...(isCurrent && { Expiration: expirationHeader(s3, bucket, version) }),
    ...(restore && { Restore: restoreHeader(restore, call.now) }),
    ...(protection && {
      ObjectLockMode: protection.mode,
      ObjectLockRetainUntilDate: protection.until === undefined ? undefined : toDate(protection.until),
      ObjectLockLegalHoldStatus: protection.legalHold,
    }),
  };
}

/** `x-amz-restore`; nothing once the restored copy is gone. */
function restoreHeader({ ready, expires }: Restore, now: number): string | undefined {
  if (now < ready) return 'ongoing-request="true"';
  return now < expires ? `ongoing-request="false", expiry-date="${toRfc1123(expires)}"` : undefined;
}

const validators = (version: ObjectVersion): Record<string, string> => ({
  etag: quoted(version.etag),
  'last-modified': toRfc1123(lastModified(version)),
});

/** @throws AwsError InvalidArgument, whether there is such an object or not */
function checkPartNumber(number: number | undefined): void {
  if (number === undefined || (number >= 1 && number <= 10_000)) return;
  throw invalidArgument(
    'Part number must be an integer between 1 and 10000, inclusive',
    'partNumber',
    String(number),
  );
}

interface Section {
  readonly range?: ByteRange | undefined;
  readonly partsCount?: number;
  /** The part's own, which a composite checksum is made of. */
  readonly partChecksum?: Checksum | undefined;
}

function rangeOf(
  s3: S3,
  { Range, PartNumber }: GetObjectRequest | HeadObjectRequest,
  version: ObjectVersion,
): Section {
  if (PartNumber === undefined) return { range: parseRange(Range, version.size) };
  if (version.parts === undefined) {
    if (PartNumber > 1) throw invalidPartNumber(PartNumber, 1);
    return version.size === 0 ? {} : { range: { first: 0, last: version.size - 1 } };
  }
  const parts = s3.objects.parts(version);
  const range = partRange(parts, PartNumber);
  if (range === undefined) throw invalidPartNumber(PartNumber, version.parts);
  if (version.checksum?.type !== 'COMPOSITE') return { range, partsCount: version.parts };
  const checksum = parts.find(({ number }) => number === PartNumber)?.checksum;
  return { range, partsCount: version.parts, partChecksum: checksum && { ...checksum, type: 'COMPOSITE' } };
}

function checksumWanted(mode: string | undefined): boolean {
  if (mode === undefined) return false;
  if (mode.toUpperCase() === 'ENABLED') return true;
  throw invalidHeader('x-amz-checksum-mode');
}

const OVERRIDES = {
  'response-content-type': 'ContentType',
  'response-content-language': 'ContentLanguage',
  'response-cache-control': 'CacheControl',
  'response-content-disposition': 'ContentDisposition',
  'response-content-encoding': 'ContentEncoding',
  'response-expires': 'ExpiresString',
} as const;

const LATIN1 = /^[\u0000-\u00ff]*$/; // oxlint-disable-line no-control-regex -- the whole of ISO-8859-1

/** Response headers that a signed query asks for in the place of the stored ones. */
function responseOverrides(call: Call): Partial<HeadObjectOutput> | undefined {
  const query = call.wire?.query ?? '';
  if (!query.includes('response-')) return undefined;
  const parameters = parseQuery(query);
  const overrides: Record<string, string> = {};
  for (const [name, member] of Object.entries(OVERRIDES)) {
    const value = firstValue(parameters, name);
    if (value === undefined) continue;
    if (call.principal.kind === 'anonymous') {
      throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
    }
    if (!LATIN1.test(value)) {
      throw invalidArgument('Header value cannot be represented using ISO-8859-1.', name, value);
    }
    overrides[member] = value;
  }
  return overrides;
}
