import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import { checkGroupName } from '../log-groups.ts';
import type { Logs } from '../logs.ts';
import { authorizeGroup } from '../named-group.ts';

export const createLogGroup: Operation<Logs, CreateLogGroupRequest, object> = (logs, input, call) => {
  const name = input.logGroupName ?? '';
  checkGroupName(name);
  authorizeGroup(call, 'logs:CreateLogGroup', call.scope, name);
  logs.groups.create(call.scope, name, call.now, {
    kmsKey: input.kmsKeyId,
    class: input.logGroupClass,
    tags: input.tags,
  });
  return {};
};
