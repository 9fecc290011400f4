import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

export const putRetentionPolicy: Operation<Logs, PutRetentionPolicyRequest, object> = (logs, input, call) => {
  const group = namedGroup(logs, { logGroupName: input.logGroupName }, call, 'logs:PutRetentionPolicy');
  logs.groups.setRetention(group, input.retentionInDays);
  return {};
};
