import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

export const listTagsForResource: Operation<Logs, ListTagsForResourceRequest, ListTagsForResourceResponse> = (
  logs,
  input,
  call,
) => {
  const group = namedGroup(logs, { logGroupIdentifier: input.resourceArn }, call, 'logs:ListTagsForResource');
  return { tags: { ...group.tags } };
};
