import type { DeleteFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';

export const deleteFunctionConcurrency: Operation<Lambda, DeleteFunctionConcurrencyRequest, object> = (
  lambda,
  input,
  call,
) => {
  lambda.functions.setReserved(namedFunction(lambda, call, input.FunctionName).fn, undefined);
  return {};
};
