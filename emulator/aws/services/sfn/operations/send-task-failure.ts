import type { SendTaskFailureInput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import { anyMachine } from '../addressing.ts';
import { missing } from '../errors.ts';
import type { Sfn } from '../sfn.ts';

export const sendTaskFailure: Operation<Sfn, SendTaskFailureInput, object> = (
  sfn,
  { taskToken, error, cause },
  call,
) => {
  if (taskToken === undefined) throw missing('taskToken');
  const owner = call.scope.accountId;
  call.authorize({ action: 'states:SendTaskFailure', resource: anyMachine(call.scope), owner });
  sfn.callbacks.answer(taskToken, { error, cause });
  return {};
};
