/** ListBucketInventoryConfigurations: by id, a hundred to a page. */
import type {
  ListBucketInventoryConfigurationsOutput,
  ListBucketInventoryConfigurationsRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { namedConfigurations } from '../named-configurations.ts';
import type { S3 } from '../s3.ts';

export const listBucketInventoryConfigurations: Operation<
  S3,
  ListBucketInventoryConfigurationsRequest,
  ListBucketInventoryConfigurationsOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetInventoryConfiguration');
  const { documents, ...page } = namedConfigurations(s3, bucket, 'inventory', input.ContinuationToken);
  return { ...page, ...(documents.length > 0 && { InventoryConfigurationList: documents }) };
};
