/**
 * PutBucketEncryption. A rule that does not speak of blocked types leaves them as they are; the key is not looked up.
 * Evidence: fact sheet S3 §12.
 */
import type { EncryptionType, PutBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { FACTORY_DEFAULT } from '../encryption.ts';
import { invalidArgument, malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putBucketEncryption: Operation<S3, PutBucketEncryptionRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutEncryptionConfiguration');
  const rules = input.ServerSideEncryptionConfiguration?.Rules ?? [];
  const [rule] = rules;
  if (rule === undefined || rules.length > 1) throw malformedXml();
  const current = s3.configs.get(bucket, 'encryption') ?? FACTORY_DEFAULT;
  const { SSEAlgorithm: algorithm = current.algorithm, KMSMasterKeyID: keyId } =
    rule.ApplyServerSideEncryptionByDefault ?? {};
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') throw malformedXml();
  if (algorithm === 'AES256' && keyId !== undefined) {
    throw invalidArgument(
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      'ApplyServerSideEncryptionByDefault',
    );
  }
  const blocked = rule.BlockedEncryptionTypes?.EncryptionType;
  if (blocked?.some((type: EncryptionType) => type !== 'SSE-C' && type !== 'NONE')) throw malformedXml();
  s3.configs.put(bucket, 'encryption', {
    algorithm,
    ...(keyId !== undefined && { keyId }),
    bucketKey: rule.BucketKeyEnabled ?? false,
    blocked: blocked ?? current.blocked,
    explicit: true,
  });
  return {};
};
