import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

export const deleteLogStream: Operation<Logs, DeleteLogStreamRequest, object> = (logs, input, call) => {
  const group = namedGroup(logs, { logGroupName: input.logGroupName }, call, 'logs:DeleteLogStream');
  logs.streams.remove(logs.streams.get(group, input.logStreamName ?? ''));
  return {};
};
