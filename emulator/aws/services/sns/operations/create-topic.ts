import type { CreateTopicInput, CreateTopicResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { checkTopicName } from '../arns.ts';
import { countRequests } from '../billing.ts';
import { invalidParameter } from '../errors.ts';
import type { Sns } from '../sns.ts';
import { readTags } from '../tags.ts';
import { checkTopicAttribute } from '../topic-attributes.ts';

export const createTopic: Operation<Sns, CreateTopicInput, CreateTopicResponse> = (sns, input, call) => {
  const { FifoTopic: fifo = 'false', ...attributes } = input.Attributes ?? {};
  if (fifo !== 'true' && fifo !== 'false') throw invalidParameter('FifoTopic');
  checkTopicName(input.Name, fifo === 'true');
  const { Name: name } = input;
  call.touches(name);
  const owner = call.scope.accountId;
  call.authorize({ action: 'sns:CreateTopic', resource: arn('sns', call.scope, name), owner });
  countRequests(call, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    checkTopicAttribute(attribute, value, fifo === 'true');
  }
  const tags = readTags(input.Tags);
  const topic = sns.kernel.store.transact(() => sns.topics.create(call.scope, name, attributes, tags));
  return { TopicArn: topic.arn };
};
