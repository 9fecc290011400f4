/** GetBucketNotificationConfiguration: empty when there is none. Evidence: fact sheet S3 §9.2. */
import type {
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { notificationConfiguration } from '../notification.ts';
import type { S3 } from '../s3.ts';

export const getBucketNotificationConfiguration: Operation<
  S3,
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketNotification');
  const document = s3.configs.get(bucket, 'notification');
  return document === undefined ? {} : notificationConfiguration(document);
};
