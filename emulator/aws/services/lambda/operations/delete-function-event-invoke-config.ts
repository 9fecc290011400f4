import type { DeleteFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { eventConfigOf } from '../event-config-output.ts';
import type { Lambda } from '../lambda.ts';

export const deleteFunctionEventInvokeConfig: Operation<
  Lambda,
  DeleteFunctionEventInvokeConfigRequest,
  object
> = (lambda, input, call) => {
  const { fn, config } = eventConfigOf(lambda, call, input.FunctionName, input.Qualifier);
  lambda.eventConfigs.remove(fn, config.qualifier);
  return {};
};
