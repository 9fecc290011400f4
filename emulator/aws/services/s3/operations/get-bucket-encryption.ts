/** GetBucketEncryption: never "none", because S3 encrypts everything. Evidence: fact sheet S3 §12 (measured 2026-09). */
import type { GetBucketEncryptionOutput, GetBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { FACTORY_DEFAULT } from '../encryption.ts';
import type { S3 } from '../s3.ts';

export const getBucketEncryption: Operation<S3, GetBucketEncryptionRequest, GetBucketEncryptionOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetEncryptionConfiguration');
  const { algorithm, keyId, bucketKey, blocked } = s3.configs.get(bucket, 'encryption') ?? FACTORY_DEFAULT;
  return {
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: algorithm,
            ...(keyId !== undefined && { KMSMasterKeyID: keyId }),
          },
          BucketKeyEnabled: bucketKey,
          BlockedEncryptionTypes: { EncryptionType: [...blocked] },
        },
      ],
    },
  };
};
