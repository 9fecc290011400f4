import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

export const deleteLogGroup: Operation<Logs, DeleteLogGroupRequest, object> = (logs, input, call) => {
  const group = namedGroup(logs, input, call, 'logs:DeleteLogGroup');
  logs.groups.remove(group);
  logs.metricFilters.forget(group);
  return {};
};
