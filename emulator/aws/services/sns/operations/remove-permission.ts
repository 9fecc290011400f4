import type { RemovePermissionInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { openTopic } from '../addressing.ts';
import { invalidParameter } from '../errors.ts';
import type { Sns } from '../sns.ts';
import { withoutPermission } from '../topic-permissions.ts';

export const removePermission: Operation<Sns, RemovePermissionInput, object> = (sns, input, call) => {
  const topic = openTopic(sns, input.TopicArn, 'sns:RemovePermission', call);
  if (!input.Label) throw invalidParameter('Label');
  sns.topics.change(topic, { ...topic.set, Policy: withoutPermission(topic, input.Label) });
  return {};
};
