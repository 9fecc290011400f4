/** DeleteObject. Evidence: fact sheet S3 §7, §11.3. */
import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket } from '../bucket-access.ts';
import { headerNotImplemented } from '../errors.ts';
import { checkMfaHeader } from '../mfa.ts';
import { deleteFrom } from '../object-deletion.ts';
import { checkedKey } from '../object-key.ts';
import { checkBypassHeader } from '../object-lock.ts';
import type { S3 } from '../s3.ts';
import { requestedVersion } from '../version-id.ts';

export const deleteObject: Operation<S3, DeleteObjectRequest, DeleteObjectOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  if (input.IfMatchLastModifiedTime !== undefined) {
    throw headerNotImplemented('x-amz-if-match-last-modified-time');
  }
  if (input.IfMatchSize !== undefined) throw headerNotImplemented('x-amz-if-match-size');
  checkMfaHeader(input.MFA);
  checkBypassHeader(bucket, input.BypassGovernanceRetention);
  const versionId = requestedVersion(input.VersionId, bucket.versioning !== undefined);
  const { store } = s3.kernel;
  const { versionId: deleted, marker } = store.transact(() =>
    deleteFrom(s3, call, bucket, {
      key,
      versionId,
      ifMatch: input.IfMatch,
      bypass: input.BypassGovernanceRetention,
    }),
  );
  return { VersionId: deleted, ...(marker && { DeleteMarker: true }) };
};
