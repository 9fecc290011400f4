/**
 * DeleteObjects: up to a thousand keys, each with a fate of its own.
 *
 * Evidence: fact sheet S3 §11.8, §11.6 (the required checksum). What a single deletion refuses as a malformed version
 * id is here a missing version of that key.
 */
import type {
  DeletedObject,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  ObjectIdentifier,
  _Error,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { addressedBucket } from '../bucket-access.ts';
import type { Bucket } from '../bucket.ts';
import { checkedDeletions } from '../deletion-list.ts';
import { noSuchVersion } from '../errors.ts';
import { checkMfaHeader } from '../mfa.ts';
import { deleteFrom, type DeletedVersion } from '../object-deletion.ts';
import { checkedKey } from '../object-key.ts';
import { checkBypassHeader } from '../object-lock.ts';
import { requireChecksum } from '../document-digest.ts';
import type { S3 } from '../s3.ts';
import { isVersionId } from '../version-id.ts';

export const deleteObjects: Operation<S3, DeleteObjectsRequest, DeleteObjectsOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  requireChecksum(call);
  const objects = checkedDeletions(input.Delete);
  checkMfaHeader(input.MFA);
  checkBypassHeader(bucket, input.BypassGovernanceRetention);
  const deleted: DeletedObject[] = [];
  const errors: _Error[] = [];
  s3.kernel.store.transact(() => {
    for (const object of objects) {
      try {
        const result = deleteOne(s3, call, bucket, object, input.BypassGovernanceRetention);
        deleted.push(entryOf(object, result));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        errors.push({
          Key: object.Key,
          VersionId: object.VersionId,
          Code: error.code,
          Message: error.message,
        });
      }
    }
  });
  return {
    ...(input.Delete?.Quiet !== true && deleted.length > 0 && { Deleted: deleted }),
    ...(errors.length > 0 && { Errors: errors }),
  };
};

function deleteOne(
  s3: S3,
  call: Call,
  bucket: Bucket,
  { Key, VersionId, ETag }: ObjectIdentifier,
  bypass: boolean | undefined,
): DeletedVersion {
  const key = checkedKey(Key);
  if (VersionId !== undefined && !isKnowable(bucket, VersionId)) throw noSuchVersion(key, VersionId);
  return deleteFrom(s3, call, bucket, { key, versionId: VersionId, ifMatch: ETag, bypass });
}

const isKnowable = (bucket: Bucket, versionId: string): boolean =>
  isVersionId(versionId) && (bucket.versioning !== undefined || versionId === 'null');

function entryOf(object: ObjectIdentifier, { versionId, marker }: DeletedVersion): DeletedObject {
  return {
    Key: object.Key,
    ...(object.VersionId !== undefined && { VersionId: object.VersionId }),
    ...(marker && { DeleteMarker: true, DeleteMarkerVersionId: versionId }),
  };
}
