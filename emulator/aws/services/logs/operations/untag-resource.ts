import type { UntagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

export const untagResource: Operation<Logs, UntagResourceRequest, object> = (logs, input, call) => {
  const group = namedGroup(logs, { logGroupIdentifier: input.resourceArn }, call, 'logs:UntagResource');
  const gone = new Set(input.tagKeys);
  logs.groups.setTags(
    group,
    Object.fromEntries(Object.entries(group.tags).filter(([key]) => !gone.has(key))),
  );
  return {};
};
