/**
 * PutObject.
 *
 * Evidence: fact sheet S3 §5, §7, §11.3, §11.6, §12. Headers are refused before the body is read, the body before a
 * record is written.
 * Gaps: appending (`x-amz-write-offset-bytes`) belongs to directory buckets and is not implemented.
 */
import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { newObjectAcl } from '../acl.ts';
import { bodyDemands } from '../body-demands.ts';
import { addressedBucket, allowObject } from '../bucket-access.ts';
import { checksumMembers } from '../checksums.ts';
import { checkWriteHeaders } from '../conditions.ts';
import { encryptionFor, encryptionMembers, etagFor } from '../encryption.ts';
import { descriptionOf } from '../metadata.ts';
import { checkedKey } from '../object-key.ts';
import { protectionFor } from '../object-lock.ts';
import { writeObject } from '../object-write.ts';
import { quoted } from '../object.ts';
import { announcedLength, receiveBody, type BodySource } from '../received-body.ts';
import { requestTagContext } from '../request-context.ts';
import type { S3 } from '../s3.ts';
import { storageClassOf } from '../storage-class.ts';
import { headerTags } from '../tagging.ts';

export const putObject: Operation<S3, PutObjectRequest, PutObjectOutput> = async (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  const tags = headerTags(input.Tagging);
  allowObject(s3, call, bucket, key, 's3:PutObject', requestTagContext(tags));
  if (tags !== undefined) {
    allowObject(s3, call, bucket, key, 's3:PutObjectTagging', requestTagContext(tags));
  }
  const acl = newObjectAcl(s3, call, bucket, key, input);
  checkWriteHeaders(input);
  if (input.WriteOffsetBytes !== undefined) throw notImplemented('s3', 'appending to objects');
  const storageClass = storageClassOf(input.StorageClass);
  const description = descriptionOf(input, call.wire?.headers['expires']);
  const { kept: encryption, key: customerKey } = encryptionFor(s3, call, bucket, key, input);
  const demands = bodyDemands(input, call);
  const protection = protectionFor(s3, call, bucket, key, input, demands);
  const { blob, md5, checksum } = await receiveBody(input.Body as BodySource, {
    call,
    demands,
    length: announcedLength(call),
    spelling: 'hex',
    key: customerKey,
  });
  const { version, VersionId, Expiration } = writeObject(s3, call, {
    bucket: bucket.name,
    draft: {
      key,
      modified: call.now,
      size: blob.size,
      storageClass,
      checksum,
      tags,
      encryption,
      protection,
      acl,
      etag: etagFor(s3, encryption, md5),
      ...description,
    },
    content: { blob },
    conditions: input,
    method: 'Put',
  });
  return {
    ETag: quoted(version.etag),
    ...checksumMembers(checksum),
    ...encryptionMembers(encryption, customerKey),
    VersionId,
    Expiration,
  };
};
