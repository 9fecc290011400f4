import type { SendTaskHeartbeatInput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import { anyMachine } from '../addressing.ts';
import { missing } from '../errors.ts';
import type { Sfn } from '../sfn.ts';

export const sendTaskHeartbeat: Operation<Sfn, SendTaskHeartbeatInput, object> = (
  sfn,
  { taskToken },
  call,
) => {
  if (taskToken === undefined) throw missing('taskToken');
  const owner = call.scope.accountId;
  call.authorize({ action: 'states:SendTaskHeartbeat', resource: anyMachine(call.scope), owner });
  sfn.callbacks.heartbeat(taskToken, call.now);
  return {};
};
