/**
 * S3 tells queues what happens in buckets, as the service principal `s3.amazonaws.com` on the bucket's behalf; the
 * queue's policy decides. A trace that the request belonged to goes on with the message. Evidence: fact sheet S3 §9.1,
 * §9.3, §9.4.
 */
import type { Wiring } from '../cloud.ts';
import { s3Principal } from './s3-principal.ts';

export const s3ToSqs: Wiring = ({ s3, sqs }) => {
  s3.notifications.register('sqs', {
    fault(arn, source) {
      if (!sqs.exists(arn)) return 'missing';
      return sqs.permits(arn, s3Principal(source), source.bucketArn) ? undefined : 'denied';
    },
    deliver(delivery) {
      const { arn, message, bucketArn, cause, trace } = delivery;
      const outcome = sqs.deliver({
        queueArn: arn,
        body: message,
        principal: s3Principal(delivery),
        sourceArn: bucketArn,
        cause,
        traceHeader: trace,
      });
      return outcome === 'delivered' ? undefined : outcome.error;
    },
  });
};
