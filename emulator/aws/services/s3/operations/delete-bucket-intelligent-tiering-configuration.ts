/** DeleteBucketIntelligentTieringConfiguration. Evidence: fact sheet S3 §1.3. */
import type { DeleteBucketIntelligentTieringConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { noSuchNamedConfiguration } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const deleteBucketIntelligentTieringConfiguration: Operation<
  S3,
  DeleteBucketIntelligentTieringConfigurationRequest,
  object
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutIntelligentTieringConfiguration');
  if (s3.configs.get(bucket, 'intelligentTiering', input.Id) === undefined) throw noSuchNamedConfiguration();
  s3.configs.remove(bucket, 'intelligentTiering', input.Id);
  return {};
};
