import type { TagResourceRequest } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import type { Sns } from '../sns.ts';
import { openTagged } from '../tagged-topic.ts';
import { readTags } from '../tags.ts';

export const tagResource: Operation<Sns, TagResourceRequest, object> = (sns, input, call) => {
  const topic = openTagged(sns, input.ResourceArn, 'sns:TagResource', call);
  sns.topics.tag(topic, { ...topic.tags, ...readTags(input.Tags) });
  return {};
};
