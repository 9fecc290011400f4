import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { taggedAlarm } from '../tags.ts';

export const listTagsForResource: Operation<
  CloudWatch,
  ListTagsForResourceInput,
  ListTagsForResourceOutput
> = (cloudwatch, input, call) => {
  const { tags } = taggedAlarm(cloudwatch, call, input.ResourceARN);
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
};
