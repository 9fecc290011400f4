/** ListParts. Evidence: fact sheet S3 §8.5, §11.5. NextPartNumberMarker is always there, 0 when there are no parts. */
import type { ListPartsOutput, ListPartsRequest, Part } from '@aws-sdk/client-s3';
import { toDate, wholeSeconds } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowObject } from '../bucket-access.ts';
import { checksumMembers } from '../checksums.ts';
import { invalidArgument } from '../errors.ts';
import { abortDue } from '../lifecycle-schedule.ts';
import { checkedKey } from '../object-key.ts';
import { ownerOf } from '../object-write.ts';
import { quoted } from '../object.ts';
import type { S3 } from '../s3.ts';
import type { Upload, UploadedPart } from '../uploads.ts';

const MOST_PARTS = 1_000;

export const listParts: Operation<S3, ListPartsRequest, ListPartsOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  allowObject(s3, call, bucket, key, 's3:ListMultipartUploadParts');
  const upload = s3.uploads.get(bucket, key, input.UploadId);
  const asked = input.MaxParts ?? MOST_PARTS;
  // The SDK's model has this marker as text, the wire as a number.
  const after = Number(input.PartNumberMarker ?? 0);
  checkRange('max-parts', asked);
  checkRange('part-number-marker', after);
  const limit = Math.min(asked, MOST_PARTS);
  const parts = s3.uploads.parts(upload, after, limit + 1);
  const page = parts.slice(0, limit);
  const abort = abortDue(s3.configs.get(bucket, 'lifecycle'), key, upload.initiated);
  return {
    Bucket: bucket.name,
    Key: key,
    UploadId: upload.uploadId,
    Initiator: upload.initiator,
    Owner: ownerOf(bucket),
    StorageClass: upload.storageClass,
    PartNumberMarker: String(after),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: asked,
    IsTruncated: parts.length > limit,
    ...(page.length > 0 && { Parts: page.map((part) => entryOf(upload, part)) }),
    ...(upload.algorithm && { ChecksumAlgorithm: upload.algorithm, ChecksumType: upload.checksumType }),
    ...(abort && { AbortDate: toDate(abort.at), AbortRuleId: abort.rule }),
  };
};

function entryOf({ algorithm }: Upload, part: UploadedPart): Part {
  const { ChecksumType: _type, ...checksum } = checksumMembers(
    algorithm === undefined ? undefined : part.checksum,
  );
  return {
    PartNumber: part.number,
    LastModified: toDate(wholeSeconds(part.modified)),
    ETag: quoted(part.etag),
    Size: part.size,
    ...checksum,
  };
}

function checkRange(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= 2_147_483_647) return;
  throw invalidArgument(
    `Argument ${name} must be an integer between 0 and 2147483647`,
    name,
    Number.isNaN(value) ? undefined : String(value),
  );
}
