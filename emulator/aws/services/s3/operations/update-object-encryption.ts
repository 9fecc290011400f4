/**
 * UpdateObjectEncryption: puts an object that S3 encrypts under another KMS key, its ETag and date kept.
 *
 * Evidence: fact sheet S3 §12; API reference "UpdateObjectEncryption" (2026): the key by its full ARN, not for objects
 * under a customer's key or two layers of encryption. Gaps: the texts of those refusals are unverified.
 */
import type { UpdateObjectEncryptionRequest, UpdateObjectEncryptionResponse } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket } from '../bucket-access.ts';
import { encryptionUnderKey } from '../encryption.ts';
import { invalidArgument, invalidRequest, malformedXml } from '../errors.ts';
import { foundObject } from '../found-object.ts';
import { checkedKey } from '../object-key.ts';
import type { S3 } from '../s3.ts';

const ACTIONS = { current: 's3:UpdateObjectEncryption', version: 's3:UpdateObjectEncryption' };

const KEY_ARN = /^arn:aws[-a-z0-9]*:kms:[-a-z0-9]*:[0-9]{12}:key\/.+$/;

export const updateObjectEncryption: Operation<
  S3,
  UpdateObjectEncryptionRequest,
  UpdateObjectEncryptionResponse
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const version = foundObject(s3, call, bucket, checkedKey(input.Key), input.VersionId, ACTIONS);
  const wanted = input.ObjectEncryption?.SSEKMS;
  if (wanted?.KMSKeyArn === undefined) throw malformedXml();
  if (!KEY_ARN.test(wanted.KMSKeyArn)) {
    throw invalidArgument('The KMS key must be given by its ARN.', 'KMSKeyArn', wanted.KMSKeyArn);
  }
  const before = version.encryption?.algorithm ?? 'AES256';
  if (before !== 'AES256' && before !== 'aws:kms') {
    throw invalidRequest('The encryption of the object cannot be updated.');
  }
  const encryption = encryptionUnderKey(call, bucket, wanted.KMSKeyArn, wanted.BucketKeyEnabled === true);
  s3.kernel.store.transact(() => s3.objects.setEncryption(version, encryption));
  return {};
};
