import type { DeleteTopicInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeOn } from '../addressing.ts';
import { readArn } from '../arns.ts';
import { countRequests } from '../billing.ts';
import type { Sns } from '../sns.ts';

/** Deleting a topic that does not exist is no error. */
export const deleteTopic: Operation<Sns, DeleteTopicInput, object> = (sns, input, call) => {
  readArn(input.TopicArn, 'TopicArn');
  const topic = sns.topics.byArn(input.TopicArn ?? '');
  countRequests(call, topic?.name ?? '');
  if (topic === undefined) return {};
  authorizeOn(topic, 'sns:DeleteTopic', call);
  sns.kernel.store.transact(() => {
    sns.subscriptions.removeOfTopic(topic);
    sns.topics.remove(topic);
  });
  return {};
};
