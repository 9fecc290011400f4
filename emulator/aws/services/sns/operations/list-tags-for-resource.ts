import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import type { Sns } from '../sns.ts';
import { openTagged } from '../tagged-topic.ts';

export const listTagsForResource: Operation<Sns, ListTagsForResourceRequest, ListTagsForResourceResponse> = (
  sns,
  input,
  call,
) => {
  const { tags } = openTagged(sns, input.ResourceArn, 'sns:ListTagsForResource', call);
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
};
