import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import { checkStreamName } from '../log-streams.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

export const createLogStream: Operation<Logs, CreateLogStreamRequest, object> = (logs, input, call) => {
  const name = input.logStreamName ?? '';
  checkStreamName(name);
  const group = namedGroup(logs, { logGroupName: input.logGroupName }, call, 'logs:CreateLogStream');
  logs.streams.create(group, name, call.now);
  return {};
};
