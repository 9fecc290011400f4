/**
 * UploadPartCopy. The range is stricter than a reader's: both ends are named and lie within the source.
 * Evidence: fact sheet S3 §11.4, §11.5.
 */
import type { UploadPartCopyOutput, UploadPartCopyRequest } from '@aws-sdk/client-s3';
import type { ByteRange } from '../../../kernel/blobs.ts';
import { toDate, wholeSeconds } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowObject } from '../bucket-access.ts';
import { checksumMembers, DEFAULT_ALGORITHM } from '../checksums.ts';
import { chargeRetrieval, countPart } from '../class-charges.ts';
import { copiedSource } from '../copied-source.ts';
import { encryptionMembers, etagFor } from '../encryption.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { contentOf } from '../object-content.ts';
import { checkedKey } from '../object-key.ts';
import { quoted } from '../object.ts';
import { partKey } from '../part-encryption.ts';
import { checkedPartNumber } from '../part-number.ts';
import { storePart } from '../part-write.ts';
import { rangeLength } from '../ranges.ts';
import { copyBody, MOST_PUT_BYTES } from '../received-body.ts';
import type { S3 } from '../s3.ts';

export const uploadPartCopy: Operation<S3, UploadPartCopyRequest, UploadPartCopyOutput> = async (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  const number = checkedPartNumber(input.PartNumber);
  const source = copiedSource(s3, call, input);
  allowObject(s3, call, bucket, key, 's3:PutObject');
  const upload = s3.uploads.get(bucket, key, input.UploadId);
  countPart(call, upload.storageClass);
  const { encryption } = upload.attributes;
  const customerKey = partKey(encryption, input);
  const range = copyRange(input.CopySourceRange, source.version.size);
  const length = range === undefined ? source.version.size : rangeLength(range);
  if (length > MOST_PUT_BYTES) {
    throw invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${MOST_PUT_BYTES}`,
    );
  }
  chargeRetrieval(call, source.bucket, source.version.storageClass, length);
  const algorithm = upload.algorithm ?? DEFAULT_ALGORITHM;
  const { blob, md5, checksum } = await copyBody(
    contentOf(s3, source.version, range, source.key),
    algorithm,
    call,
    customerKey,
  );
  const etag = etagFor(s3, encryption, md5);
  storePart(s3, bucket, upload, blob, { number, size: blob.size, etag, modified: call.now, checksum });
  const { ChecksumType: _type, ...members } = checksumMembers(
    upload.algorithm === undefined ? undefined : checksum,
  );
  return {
    CopyPartResult: { ETag: quoted(etag), LastModified: toDate(wholeSeconds(call.now)), ...members },
    CopySourceVersionId: source.versionId,
    ...encryptionMembers(encryption, customerKey),
  };
};

const HEADER = 'x-amz-copy-source-range';

function copyRange(header: string | undefined, size: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const first = Number(match?.[1]);
  const last = Number(match?.[2]);
  if (match === null || first > last) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      HEADER,
      header,
    );
  }
  if (first >= size) {
    throw invalidRequest('The specified copy range is invalid for the source object size');
  }
  if (last >= size) {
    throw invalidArgument(`Range specified is not valid for source object of size: ${size}`, HEADER, header);
  }
  return { first, last };
}
