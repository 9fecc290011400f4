import type { FunctionEventInvokeConfig, GetFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { eventConfigOf, eventConfigOutput } from '../event-config-output.ts';
import type { Lambda } from '../lambda.ts';

export const getFunctionEventInvokeConfig: Operation<
  Lambda,
  GetFunctionEventInvokeConfigRequest,
  FunctionEventInvokeConfig
> = (lambda, input, call) => {
  const { fn, config } = eventConfigOf(lambda, call, input.FunctionName, input.Qualifier);
  return eventConfigOutput(fn, config);
};
