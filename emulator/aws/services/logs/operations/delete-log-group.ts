import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

export const deleteLogGroup: Operation<Logs, DeleteLogGroupRequest, object> = (logs, input, call) => {
  logs.groups.remove(namedGroup(logs, input, call, 'logs:DeleteLogGroup'));
  return {};
};
