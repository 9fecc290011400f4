/**
 * CompleteMultipartUpload. The object is as old as its upload: S3 counts its age from the initiation ("Working with
 * object metadata", User Guide).
 *
 * Evidence: fact sheet S3 §6 (Location), §11.3 (conditions), §11.5, §11.6; of the checksum that S3 computes unasked, which
 * an object under a customer's key does not get and the answer does not show of one under a KMS key, answers that
 * LocalStack recorded from AWS (test_s3.py, February 2026).
 */
import type { CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowObject } from '../bucket-access.ts';
import type { Bucket } from '../bucket.ts';
import { checksumMembers } from '../checksums.ts';
import { completedChecksum, completedParts, multipartEtag } from '../completion.ts';
import { checkWriteHeaders, type WriteConditions } from '../conditions.ts';
import { encryptionMembers } from '../encryption.ts';
import { conditionalRequestConflict, invalidRequest } from '../errors.ts';
import { checkedKey } from '../object-key.ts';
import { writeObject } from '../object-write.ts';
import { quoted } from '../object.ts';
import type { S3 } from '../s3.ts';
import type { Upload } from '../uploads.ts';

export const completeMultipartUpload: Operation<
  S3,
  CompleteMultipartUploadRequest,
  CompleteMultipartUploadOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  allowObject(s3, call, bucket, key, 's3:PutObject');
  checkWriteHeaders(input);
  const upload = s3.uploads.get(bucket, key, input.UploadId);
  const uploaded = s3.uploads.parts(upload);
  const parts = completedParts(upload, input.MultipartUpload?.Parts ?? [], uploaded);
  const { encryption } = upload.attributes;
  const computed = completedChecksum(upload, parts, input);
  const isUnasked = upload.algorithm === undefined;
  const checksum = isUnasked && encryption?.algorithm === 'customer' ? undefined : computed;
  const size = parts.reduce((total, part) => total + part.size, 0);
  if (input.MpuObjectSize !== undefined && input.MpuObjectSize < 0) {
    throw invalidRequest(`Value for x-amz-mp-object-size header is less than zero: '${input.MpuObjectSize}'`);
  }
  if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== size) {
    throw invalidRequest(
      `The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${size}`,
    );
  }
  const etag = encryption === undefined ? multipartEtag(parts) : `${s3.kernel.ids.hex(32)}-${parts.length}`;
  const { version, VersionId, Expiration } = writeObject(s3, call, {
    bucket: bucket.name,
    draft: {
      key,
      modified: upload.initiated,
      size,
      etag,
      storageClass: upload.storageClass,
      checksum,
      ...upload.attributes,
    },
    content: {
      parts: parts.map((part) => ({
        number: part.number,
        size: part.size,
        checksum: upload.algorithm === undefined ? undefined : part.checksum,
        blob: part.blob,
      })),
    },
    conditions: input,
    method: 'CompleteMultipartUpload',
    before: () => {
      checkUndisturbed(upload, input);
      s3.uploads.end(upload, new Set(parts.map(({ blob }) => blob)));
    },
  });
  return {
    Location: locationOf(bucket, key),
    Bucket: bucket.name,
    Key: key,
    ETag: quoted(version.etag),
    ...(!(isUnasked && encryption !== undefined) && checksumMembers(checksum)),
    ...encryptionMembers(encryption),
    VersionId,
    Expiration,
  };
};

const locationOf = (bucket: Bucket, key: string): string =>
  `https://${bucket.name}.s3.${bucket.region}.amazonaws.com/${encodeURIComponent(key)}`;

/** A condition is about the key as it was when the upload began; if it changed since, it cannot be told. */
function checkUndisturbed(upload: Upload, { IfMatch, IfNoneMatch }: WriteConditions): void {
  if (!upload.disturbed || (IfMatch === undefined && IfNoneMatch === undefined)) return;
  throw conditionalRequestConflict(IfMatch === undefined ? 'If-None-Match' : 'If-Match', upload.key);
}
