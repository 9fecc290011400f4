/** ListBucketIntelligentTieringConfigurations: by id, a hundred to a page. */
import type {
  ListBucketIntelligentTieringConfigurationsOutput,
  ListBucketIntelligentTieringConfigurationsRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { namedConfigurations } from '../named-configurations.ts';
import type { S3 } from '../s3.ts';

export const listBucketIntelligentTieringConfigurations: Operation<
  S3,
  ListBucketIntelligentTieringConfigurationsRequest,
  ListBucketIntelligentTieringConfigurationsOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetIntelligentTieringConfiguration');
  const { documents, ...page } = namedConfigurations(
    s3,
    bucket,
    'intelligentTiering',
    input.ContinuationToken,
  );
  return { ...page, ...(documents.length > 0 && { IntelligentTieringConfigurationList: documents }) };
};
