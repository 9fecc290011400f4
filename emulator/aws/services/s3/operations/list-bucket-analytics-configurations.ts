/** ListBucketAnalyticsConfigurations: by id, a hundred to a page. */
import type {
  ListBucketAnalyticsConfigurationsOutput,
  ListBucketAnalyticsConfigurationsRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { namedConfigurations } from '../named-configurations.ts';
import type { S3 } from '../s3.ts';

export const listBucketAnalyticsConfigurations: Operation<
  S3,
  ListBucketAnalyticsConfigurationsRequest,
  ListBucketAnalyticsConfigurationsOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetAnalyticsConfiguration');
  const { documents, ...page } = namedConfigurations(s3, bucket, 'analytics', input.ContinuationToken);
  return { ...page, ...(documents.length > 0 && { AnalyticsConfigurationList: documents }) };
};
