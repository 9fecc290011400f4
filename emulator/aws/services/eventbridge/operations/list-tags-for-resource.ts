import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import type { EventBridge } from '../eventbridge.ts';
import { listTags, openTagged } from '../tags.ts';

export const listTagsForResource: Operation<
  EventBridge,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse
> = (eventBridge, input, call) => ({
  Tags: listTags(openTagged(eventBridge, input.ResourceARN, 'events:ListTagsForResource', call).tags),
});
