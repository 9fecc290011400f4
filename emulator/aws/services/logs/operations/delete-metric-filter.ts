import type { DeleteMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

export const deleteMetricFilter: Operation<Logs, DeleteMetricFilterRequest, object> = (logs, input, call) => {
  const group = namedGroup(logs, { logGroupName: input.logGroupName }, call, 'logs:DeleteMetricFilter');
  logs.metricFilters.remove(group, input.filterName ?? '');
  return {};
};
