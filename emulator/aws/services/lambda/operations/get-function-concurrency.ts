import type { GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';

export const getFunctionConcurrency: Operation<
  Lambda,
  GetFunctionConcurrencyRequest,
  GetFunctionConcurrencyResponse
> = (lambda, input, call) => ({
  ReservedConcurrentExecutions: namedFunction(lambda, call, input.FunctionName).fn.reserved,
});
