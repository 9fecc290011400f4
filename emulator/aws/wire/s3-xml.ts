/**
 * How S3's documents differ from what its model says: the order of elements (required members come first in an SDK
 * schema, not on the wire), timestamps, and the lists that are interleaved (s3.md sections 1.1, 7, 8, 11.5 and 11.7).
 */
import { toIso, wholeSeconds } from '../kernel/instant.ts';
import type { Member, StructureShape } from './schema.ts';
import type { XmlEncoding } from './xml-encode.ts';

/** In the order that the model has them; how they were calculated comes after them. */
const CHECKSUMS =
  'ChecksumCRC32 ChecksumCRC32C ChecksumCRC64NVME ChecksumSHA1 ChecksumSHA256 ChecksumSHA512 ChecksumMD5 ChecksumXXHASH64 ChecksumXXHASH3 ChecksumXXHASH128 ChecksumType';

/** Members in the order S3 writes them, by structure; those not named follow in the schema's order. */
const ORDER: Readonly<Record<string, string>> = {
  Bucket: 'Name CreationDate BucketRegion BucketArn',
  CopyObjectResult: `LastModified ETag ${CHECKSUMS}`,
  CopyPartResult: `LastModified ETag ${CHECKSUMS}`,
  DeleteMarkerEntry: 'Key VersionId IsLatest LastModified Owner',
  LifecycleRule: 'ID Filter Prefix Status',
  ListBucketsOutput: 'Owner Buckets Prefix ContinuationToken',
  ListObjectsOutput:
    'Name Prefix Marker NextMarker MaxKeys Delimiter EncodingType IsTruncated Contents CommonPrefixes',
  ListObjectsV2Output:
    'Name Prefix StartAfter ContinuationToken NextContinuationToken KeyCount MaxKeys Delimiter EncodingType IsTruncated Contents CommonPrefixes',
  ListObjectVersionsOutput:
    'Name Prefix KeyMarker VersionIdMarker NextKeyMarker NextVersionIdMarker MaxKeys Delimiter EncodingType IsTruncated Versions DeleteMarkers CommonPrefixes',
  ListMultipartUploadsOutput:
    'Bucket KeyMarker UploadIdMarker NextKeyMarker NextUploadIdMarker Delimiter Prefix MaxUploads EncodingType IsTruncated Uploads CommonPrefixes',
  ListPartsOutput:
    'Bucket Key UploadId Initiator Owner StorageClass PartNumberMarker NextPartNumberMarker MaxParts IsTruncated Parts',
  Object: 'Key LastModified ETag ChecksumAlgorithm ChecksumType Size Owner StorageClass',
  ObjectVersion:
    'Key VersionId IsLatest LastModified ETag ChecksumAlgorithm ChecksumType Size Owner StorageClass',
  Owner: 'ID DisplayName',
};

const ordered = new WeakMap<StructureShape, readonly Member[]>();

function membersOf(shape: StructureShape): readonly Member[] {
  const order = ORDER[shape.name];
  if (order === undefined) return shape.members;
  const known = ordered.get(shape);
  if (known !== undefined) return known;
  const names = order.split(' ');
  const rank = (member: Member): number => {
    const at = names.indexOf(member.name);
    return at === -1 ? names.length : at;
  };
  const members = shape.members.toSorted((a, b) => rank(a) - rank(b));
  ordered.set(shape, members);
  return members;
}

/** S3 keeps whole seconds and writes `.000Z`. */
export const S3_XML: XmlEncoding = {
  timestamp: (at) => toIso(wholeSeconds(at)),
  order: membersOf,
};

/** An entry of a version listing. */
export interface VersionEntry {
  readonly Key?: string;
  readonly IsLatest?: boolean;
  readonly LastModified?: { getTime(): number };
  /** The entry's place in the listing, where the service tells: instants of a local cloud are often the same. */
  readonly Order?: number;
}

/**
 * Whether `a` precedes `b` in a version listing: by key in UTF-8 order, then the latest, then the newer one.
 *
 * @param decode undoes the listing's encoding type, in whose alphabet keys sort differently
 */
export function precedes(a: VersionEntry, b: VersionEntry, decode: (key: string) => string): boolean {
  if (a.Order !== undefined && b.Order !== undefined) return a.Order < b.Order;
  const byKey = Buffer.compare(Buffer.from(decode(a.Key ?? '')), Buffer.from(decode(b.Key ?? '')));
  if (byKey !== 0) return byKey < 0;
  if (a.IsLatest !== b.IsLatest) return a.IsLatest === true;
  return (a.LastModified?.getTime() ?? 0) >= (b.LastModified?.getTime() ?? 0);
}
