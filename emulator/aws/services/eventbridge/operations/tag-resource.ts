import type { TagResourceRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import type { EventBridge } from '../eventbridge.ts';
import { openTagged, readTags } from '../tags.ts';

export const tagResource: Operation<EventBridge, TagResourceRequest, object> = (eventBridge, input, call) => {
  const tagged = openTagged(eventBridge, input.ResourceARN, 'events:TagResource', call);
  tagged.write({ ...tagged.tags, ...readTags(input.Tags) });
  return {};
};
