/**
 * PutBucketNotificationConfiguration: replaces everything; an empty document clears it. Queues and topics get a test
 * event, unless validation is skipped.
 *
 * Evidence: fact sheet S3 §9.2–9.4. Whether unchanged destinations are tested again is not known; here they are.
 */
import type { PutBucketNotificationConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { originOf } from '../event-record.ts';
import { notificationDocument } from '../notification.ts';
import { checkDestinations } from '../notification-destinations.ts';
import type { S3 } from '../s3.ts';

export const putBucketNotificationConfiguration: Operation<
  S3,
  PutBucketNotificationConfigurationRequest,
  object
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketNotification');
  const { ids, store } = s3.kernel;
  const document = notificationDocument(input.NotificationConfiguration ?? {}, bucket.region, ids);
  const validated = input.SkipDestinationValidation !== true;
  if (validated) checkDestinations(s3.notifications, bucket, document.rules);
  store.transact(() => {
    if (document.rules.length === 0 && !document.eventBridge) s3.configs.remove(bucket, 'notification');
    else s3.configs.put(bucket, 'notification', document);
    if (!validated) return;
    for (const rule of document.rules) {
      if (rule.kind !== 'lambda') s3.notifications.publishTest(bucket, rule, originOf(call));
    }
  });
  return {};
};
