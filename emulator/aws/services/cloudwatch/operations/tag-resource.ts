import type { TagResourceInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { readTags, taggedAlarm } from '../tags.ts';

export const tagResource: Operation<CloudWatch, TagResourceInput, object> = (cloudwatch, input, call) => {
  const alarm = taggedAlarm(cloudwatch, call, input.ResourceARN);
  cloudwatch.alarms.setTags(alarm, { ...alarm.tags, ...readTags(input.Tags) });
  return {};
};
