import type { UntagResourceInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { taggedAlarm } from '../tags.ts';

export const untagResource: Operation<CloudWatch, UntagResourceInput, object> = (cloudwatch, input, call) => {
  const alarm = taggedAlarm(cloudwatch, call, input.ResourceARN);
  const gone = new Set(input.TagKeys);
  const kept = Object.entries(alarm.tags).filter(([key]) => !gone.has(key));
  cloudwatch.alarms.setTags(alarm, Object.fromEntries(kept));
  return {};
};
