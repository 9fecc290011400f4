/** CreateMultipartUpload. Evidence: fact sheet S3 §8.5 (abort date), §11.5, §11.6. */
import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3';
import { toDate } from '../../../kernel/instant.ts';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { newObjectAcl } from '../acl.ts';
import { addressedBucket, allowObject } from '../bucket-access.ts';
import { canonicalId } from '../bucket.ts';
import { requestedAlgorithm, requestedType } from '../checksum-request.ts';
import { countPart } from '../class-charges.ts';
import { encryptionFor, encryptionMembers } from '../encryption.ts';
import { accessDenied } from '../errors.ts';
import { abortDue } from '../lifecycle-schedule.ts';
import { descriptionOf } from '../metadata.ts';
import { checkedKey } from '../object-key.ts';
import { protectionFor } from '../object-lock.ts';
import { requestTagContext } from '../request-context.ts';
import type { S3 } from '../s3.ts';
import { storageClassOf } from '../storage-class.ts';
import { headerTags } from '../tagging.ts';
import type { Initiator } from '../uploads.ts';

export const createMultipartUpload: Operation<
  S3,
  CreateMultipartUploadRequest,
  CreateMultipartUploadOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  if (call.principal.kind === 'anonymous') {
    throw accessDenied('Anonymous users cannot initiate multipart uploads. Please authenticate.');
  }
  const key = checkedKey(input.Key);
  const tags = headerTags(input.Tagging);
  allowObject(s3, call, bucket, key, 's3:PutObject', requestTagContext(tags));
  if (tags !== undefined) {
    allowObject(s3, call, bucket, key, 's3:PutObjectTagging', requestTagContext(tags));
  }
  const acl = newObjectAcl(s3, call, bucket, key, input);
  const algorithm = requestedAlgorithm(input.ChecksumAlgorithm);
  const checksumType = requestedType(input.ChecksumType, algorithm);
  const { kept: encryption, key: customerKey } = encryptionFor(s3, call, bucket, key, input);
  const draft = {
    key,
    initiated: call.now,
    initiator: initiatorOf(call),
    storageClass: storageClassOf(input.StorageClass),
    algorithm,
    checksumType,
    attributes: {
      ...descriptionOf(input, call.wire?.headers['expires']),
      tags,
      encryption,
      acl,
      protection: protectionFor(s3, call, bucket, key, input),
    },
  };
  countPart(call, draft.storageClass);
  const { uploadId } = s3.kernel.store.transact(() => s3.uploads.begin(bucket, draft));
  const abort = abortDue(s3.configs.get(bucket, 'lifecycle'), key, call.now);
  return {
    Bucket: bucket.name,
    Key: key,
    UploadId: uploadId,
    ChecksumAlgorithm: algorithm,
    ChecksumType: checksumType,
    ...encryptionMembers(encryption, customerKey),
    ...(abort && { AbortDate: toDate(abort.at), AbortRuleId: abort.rule }),
  };
};

/** An account's root is known by its canonical id, everybody else by ARN. */
function initiatorOf({ principal }: Call): Initiator {
  if (principal.kind !== 'user') return { ID: principal.kind };
  const root = principal.arn.endsWith(':root');
  return root
    ? { ID: canonicalId(principal.accountId) }
    : { ID: principal.arn, DisplayName: principal.arn.slice(principal.arn.lastIndexOf('/') + 1) };
}
