import type { Subscription as Listed } from '@aws-sdk/client-sns';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

/** A subscription as lists show it: without its ARN as long as it is not confirmed. */
export const listed = ({ row, confirmed }: Subscription, topic: Topic): Listed => ({
  SubscriptionArn: confirmed ? row.arn : 'PendingConfirmation',
  Owner: row.owner,
  Protocol: row.protocol,
  Endpoint: row.endpoint,
  TopicArn: topic.arn,
});
