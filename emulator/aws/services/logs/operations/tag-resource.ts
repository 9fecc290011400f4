import type { TagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

export const tagResource: Operation<Logs, TagResourceRequest, object> = (logs, input, call) => {
  const group = namedGroup(logs, { logGroupIdentifier: input.resourceArn }, call, 'logs:TagResource');
  logs.groups.setTags(group, { ...group.tags, ...input.tags });
  return {};
};
