import type { UntagResourceRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import type { EventBridge } from '../eventbridge.ts';
import { openTagged } from '../tags.ts';

export const untagResource: Operation<EventBridge, UntagResourceRequest, object> = (
  eventBridge,
  input,
  call,
) => {
  const tagged = openTagged(eventBridge, input.ResourceARN, 'events:UntagResource', call);
  const gone = new Set(input.TagKeys);
  tagged.write(Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !gone.has(key))));
  return {};
};
