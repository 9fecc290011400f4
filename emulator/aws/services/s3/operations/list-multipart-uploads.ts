/**
 * ListMultipartUploads: by key, then by when they began. Both next markers are always there. They name the upload that
 * a page ends with, be it the last one, and are empty when the page ends with a common prefix, be there more to come.
 *
 * Evidence: fact sheet S3 §6, §11.5; the order of elements and the limit that is echoed, brekkylab/backlot, measured
 * 2026-09; the next markers, answers that LocalStack recorded from AWS (test_s3_list_operations.py, January 2025).
 */
import type {
  ListMultipartUploadsOutput,
  ListMultipartUploadsRequest,
  MultipartUpload,
} from '@aws-sdk/client-s3';
import { toDate, wholeSeconds } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { Bucket } from '../bucket.ts';
import { invalidArgument } from '../errors.ts';
import { seekAfterMarker, type ListedUpload } from '../listing.ts';
import { encoderFor, type TextEncoder } from '../listing-encoding.ts';
import { commonPrefixes, requestedLimit } from '../object-listing.ts';
import { ownerOf } from '../object-write.ts';
import type { S3 } from '../s3.ts';
import type { Initiator } from '../uploads.ts';

export const listMultipartUploads: Operation<S3, ListMultipartUploadsRequest, ListMultipartUploadsOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:ListBucketMultipartUploads', { 's3:prefix': input.Prefix });
  const { Prefix: prefix = '', Delimiter: delimiter, KeyMarker: keyMarker = '' } = input;
  const encode = encoderFor(input.EncodingType);
  const { limit } = requestedLimit(input.MaxUploads, 'max-uploads');
  // Without a key marker an upload id marker means nothing.
  const idMarker = keyMarker === '' ? '' : (input.UploadIdMarker ?? '');
  const seen = idMarker === '' ? undefined : markedUpload(s3, bucket, keyMarker, idMarker);
  const seek = seen === undefined ? seekAfterMarker(keyMarker, prefix, delimiter) : keyMarker;
  const skip =
    seen === undefined ? undefined : (row: ListedUpload) => row.key === keyMarker && row.id <= seen;
  const query = { prefix, delimiter, seek, limit };
  const { rows, prefixes, truncated, last } = s3.listings.uploads(bucket, query, skip);
  const lastRow = rows.at(-1);
  const ending = lastRow?.key === last ? lastRow : undefined;
  return {
    Bucket: bucket.name,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: idMarker,
    NextKeyMarker: ending === undefined ? '' : encode(ending.key),
    NextUploadIdMarker: ending?.upload ?? '',
    ...(delimiter && { Delimiter: encode(delimiter) }),
    ...(prefix !== '' && { Prefix: encode(prefix) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
    MaxUploads: limit,
    IsTruncated: truncated,
    ...(rows.length > 0 && { Uploads: rows.map((row) => entryOf(bucket, row, encode)) }),
    ...commonPrefixes(prefixes, encode),
  };
};

function markedUpload(s3: S3, bucket: Bucket, key: string, uploadId: string): number {
  const upload = s3.uploads.find(bucket, key, uploadId);
  if (upload === undefined) throw invalidArgument('Invalid uploadId marker', 'upload-id-marker', uploadId);
  return upload.id;
}

const entryOf = (bucket: Bucket, row: ListedUpload, encode: TextEncoder): MultipartUpload => ({
  Key: encode(row.key),
  UploadId: row.upload,
  Initiator: JSON.parse(row.initiator) as Initiator,
  Owner: ownerOf(bucket),
  StorageClass: row.storage_class as NonNullable<MultipartUpload['StorageClass']>,
  Initiated: toDate(wholeSeconds(row.initiated)),
  ...(row.checksum_algorithm !== null && {
    ChecksumAlgorithm: row.checksum_algorithm as NonNullable<MultipartUpload['ChecksumAlgorithm']>,
    ChecksumType: row.checksum_type as NonNullable<MultipartUpload['ChecksumType']>,
  }),
});
