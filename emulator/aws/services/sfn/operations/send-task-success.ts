import type { SendTaskSuccessInput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import { anyMachine } from '../addressing.ts';
import { LARGEST_DATA, textSize } from '../asl/json.ts';
import { constraint, invalidOutput, missing } from '../errors.ts';
import type { Sfn } from '../sfn.ts';

export const sendTaskSuccess: Operation<Sfn, SendTaskSuccessInput, object> = (
  sfn,
  { taskToken, output },
  call,
) => {
  if (taskToken === undefined) throw missing('taskToken');
  if (output === undefined) throw missing('output');
  const owner = call.scope.accountId;
  call.authorize({ action: 'states:SendTaskSuccess', resource: anyMachine(call.scope), owner });
  if (textSize(output) > LARGEST_DATA) {
    throw constraint('…', 'output', `have length less than or equal to ${LARGEST_DATA}`);
  }
  try {
    JSON.parse(output);
  } catch {
    throw invalidOutput('The output is not valid JSON');
  }
  sfn.callbacks.answer(taskToken, { output });
  return {};
};
