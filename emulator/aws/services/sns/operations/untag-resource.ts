import type { UntagResourceRequest } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import type { Sns } from '../sns.ts';
import { openTagged } from '../tagged-topic.ts';

export const untagResource: Operation<Sns, UntagResourceRequest, object> = (sns, input, call) => {
  const topic = openTagged(sns, input.ResourceArn, 'sns:UntagResource', call);
  const left = Object.entries(topic.tags).filter(([key]) => !input.TagKeys?.includes(key));
  sns.topics.tag(topic, Object.fromEntries(left));
  return {};
};
