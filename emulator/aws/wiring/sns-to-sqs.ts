/**
 * SNS delivers to queues, subscribed ones and dead-letter queues, judged by the queue's policy with the topic as
 * `aws:SourceArn`. What the queue refuses it will refuse again, so nothing is retried (developer guide "Message delivery
 * retries": client-side errors, 2026-11). A FIFO queue gets the message's ids, a standard queue the group id of standard
 * topics only, for fair queues.
 */
import { asQueueAttributes } from '../services/sns/message-attributes.ts';
import type { Parcel } from '../services/sns/deliveries.ts';
import type { Sns } from '../services/sns/sns.ts';
import type { Sqs } from '../services/sqs/sqs.ts';

export function snsToSqs({ sns, sqs }: { readonly sns: Sns; readonly sqs: Sqs }): void {
  sns.deliveries.carry('sqs', (parcel) => {
    const { endpoint: queueArn, body, raw, attributes, topic, cause } = parcel;
    const outcome = sqs.deliver({
      queueArn,
      body,
      ...(raw && { attributes: asQueueAttributes(attributes) }),
      ...idsFor(parcel),
      principal: { kind: 'service', service: 'sns.amazonaws.com', sourceAccount: topic.owner },
      sourceArn: topic.arn,
      cause,
    });
    return outcome === 'delivered' ? outcome : { failure: outcome.error.message, retry: false };
  });
}

function idsFor({ endpoint, notification, topic }: Parcel) {
  const { groupId, deduplicationId } = notification;
  const fifoQueue = endpoint.endsWith('.fifo');
  const group = fifoQueue || !topic.fifo ? groupId : undefined;
  return {
    ...(group !== undefined && { messageGroupId: group }),
    ...(fifoQueue && deduplicationId !== undefined && { messageDeduplicationId: deduplicationId }),
  };
}
