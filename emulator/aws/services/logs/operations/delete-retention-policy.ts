import type { DeleteRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

export const deleteRetentionPolicy: Operation<Logs, DeleteRetentionPolicyRequest, object> = (
  logs,
  input,
  call,
) => {
  const group = namedGroup(logs, { logGroupName: input.logGroupName }, call, 'logs:DeleteRetentionPolicy');
  logs.groups.setRetention(group, undefined);
  return {};
};
