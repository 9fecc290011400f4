import type { ListQueueTagsRequest, ListQueueTagsResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import type { Sqs } from '../sqs.ts';

export const listQueueTags: Operation<Sqs, ListQueueTagsRequest, ListQueueTagsResult> = (
  sqs,
  input,
  call,
) => ({
  Tags: { ...openQueue(sqs, input.QueueUrl, 'sqs:ListQueueTags', call).tags },
});
