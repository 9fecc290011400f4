import type { SetTopicAttributesInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { openTopic } from '../addressing.ts';
import { invalidParameter } from '../errors.ts';
import type { Sns } from '../sns.ts';
import { checkTopicAttribute, withAttribute } from '../topic-attributes.ts';

export const setTopicAttributes: Operation<Sns, SetTopicAttributesInput, object> = (sns, input, call) => {
  const topic = openTopic(sns, input.TopicArn, 'sns:SetTopicAttributes', call);
  const { AttributeName: name, AttributeValue: value = '' } = input;
  if (!name) throw invalidParameter('AttributeName');
  checkTopicAttribute(name, value, topic.fifo);
  sns.topics.change(topic, withAttribute(topic.set, name, value));
  return {};
};
