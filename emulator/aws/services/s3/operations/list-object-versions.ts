/**
 * ListObjectVersions: by key, newest first, versions and delete markers between each other.
 * Evidence: fact sheet S3 §7, §11.7; of a marker that is gone, answers that LocalStack recorded from AWS
 * (test_s3_list_operations.py, February 2025).
 * Gaps: where a version stood that is gone is not remembered; S3 reads it from the id.
 */
import type {
  DeleteMarkerEntry,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
  ObjectVersion as VersionEntry,
} from '@aws-sdk/client-s3';
import { toDate, wholeSeconds } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { Bucket } from '../bucket.ts';
import { invalidArgument } from '../errors.ts';
import { seekAfterMarker, type ListedVersion } from '../listing.ts';
import { encoderFor } from '../listing-encoding.ts';
import {
  commonPrefixes,
  objectEntry,
  requestedLimit,
  wantsRestoreStatus,
  type EntryStyle,
} from '../object-listing.ts';
import { ownerOf } from '../object-write.ts';
import type { S3 } from '../s3.ts';
import { isVersionId } from '../version-id.ts';

export const listObjectVersions: Operation<S3, ListObjectVersionsRequest, ListObjectVersionsOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const { Prefix: prefix = '', Delimiter: delimiter, KeyMarker: keyMarker = '' } = input;
  allowBucket(s3, call, bucket, 's3:ListBucketVersions', {
    's3:prefix': prefix,
    's3:delimiter': delimiter,
    's3:max-keys': input.MaxKeys === undefined ? undefined : String(input.MaxKeys),
  });
  const encode = encoderFor(input.EncodingType);
  if ((input.MaxKeys ?? 0) < 0) throw invalidArgument('max-keys cannot be negative', 'max-keys');
  const { limit, asked } = requestedLimit(input.MaxKeys);
  const idMarker = versionMarker(input);
  const shown = idMarker === undefined ? undefined : lastShown(s3, bucket, keyMarker, idMarker);
  const seek = idMarker === undefined ? seekAfterMarker(keyMarker, prefix, delimiter) : keyMarker;
  const skip =
    shown === undefined ? undefined : (row: ListedVersion) => row.key === keyMarker && row.id >= shown;
  const query = { prefix, delimiter, seek, limit };
  const { rows, prefixes, truncated, last } = s3.listings.versions(bucket, query, skip);
  const style = {
    encode,
    owner: bucket,
    restoreAt: wantsRestoreStatus(input.OptionalObjectAttributes) ? call.now : undefined,
  };
  const { versions, markers } = entriesOf(s3, bucket, rows, style);
  const lastRow = rows.at(-1);
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: idMarker ?? '',
    ...(truncated && last !== undefined && { NextKeyMarker: encode(last) }),
    ...(truncated && lastRow?.key === last && { NextVersionIdMarker: lastRow?.version }),
    MaxKeys: asked,
    ...(delimiter && { Delimiter: encode(delimiter) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
    IsTruncated: truncated,
    ...(versions.length > 0 && { Versions: versions }),
    ...(markers.length > 0 && { DeleteMarkers: markers }),
    ...commonPrefixes(prefixes, encode),
  };
};

function versionMarker({ KeyMarker, VersionIdMarker }: ListObjectVersionsRequest): string | undefined {
  if (VersionIdMarker === undefined) return undefined;
  const name = 'version-id-marker';
  if (VersionIdMarker === '') throw invalidArgument('A version-id marker cannot be empty.', name, '');
  if (KeyMarker === undefined || KeyMarker === '') {
    throw invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      name,
      VersionIdMarker,
    );
  }
  if (!isVersionId(VersionIdMarker)) {
    throw invalidArgument('Invalid version id specified', name, VersionIdMarker);
  }
  return VersionIdMarker;
}

/**
 * The record of the last version an earlier page showed. With one that is gone all that is left of the key is listed:
 * who empties a bucket page by page has deleted what stood before it.
 */
const lastShown = (s3: S3, bucket: Bucket, key: string, versionId: string): number | undefined =>
  s3.objects.version(bucket, key, versionId)?.id;

/**
 * `Order` is not S3's: it keeps the place of an entry in the listing for the wire, which writes versions and markers
 * between each other.
 */
function entriesOf(
  s3: S3,
  bucket: Bucket,
  rows: readonly ListedVersion[],
  style: EntryStyle,
): { readonly versions: VersionEntry[]; readonly markers: DeleteMarkerEntry[] } {
  const versions: VersionEntry[] = [];
  const markers: DeleteMarkerEntry[] = [];
  let key: string | undefined;
  for (const [Order, row] of rows.entries()) {
    // The first row of a page may go on with a key whose newest version was on the page before.
    const IsLatest: boolean =
      row.key !== key && (Order > 0 || s3.objects.newest(bucket, row.key)?.id === row.id);
    key = row.key;
    if (row.marker === 1) {
      markers.push({
        Key: style.encode(row.key),
        VersionId: row.version,
        IsLatest,
        LastModified: toDate(wholeSeconds(row.modified)),
        Owner: ownerOf(bucket),
        Order,
      } as DeleteMarkerEntry);
    } else {
      const entry = { ...objectEntry(row, style), VersionId: row.version, IsLatest, Order };
      versions.push(entry as VersionEntry);
    }
  }
  return { versions, markers };
}
