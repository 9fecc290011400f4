/**
 * S3 publishes to topics what happens in buckets, as the service principal `s3.amazonaws.com` on the bucket's behalf; the
 * topic's policy decides. Evidence: fact sheet S3 §9.3, §9.4 (the subject included).
 */
import type { Wiring } from '../cloud.ts';
import { s3Principal } from './s3-principal.ts';

const SUBJECT = 'Amazon S3 Notification';

export const s3ToSns: Wiring = ({ s3, sns }) => {
  s3.notifications.register('sns', {
    fault(arn, source) {
      if (!sns.exists(arn)) return 'missing';
      return sns.permits(arn, s3Principal(source), source.bucketArn) ? undefined : 'denied';
    },
    deliver(delivery) {
      const { arn, message, bucketArn, cause } = delivery;
      const outcome = sns.publishFrom({
        topicArn: arn,
        message,
        subject: SUBJECT,
        principal: s3Principal(delivery),
        sourceArn: bucketArn,
        cause,
      });
      return outcome === 'published' ? undefined : outcome.error;
    },
  });
};
