import type { Concurrency, PutFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { ACCOUNT_CONCURRENCY, LEAST_UNRESERVED } from '../concurrency.ts';
import { Constraints } from '../constraints.ts';
import { functionNotFound, invalidParameter } from '../errors.ts';
import { functionArn, LATEST } from '../function-reference.ts';
import type { Lambda } from '../lambda.ts';
import { refer } from '../named-function.ts';

export const putFunctionConcurrency: Operation<Lambda, PutFunctionConcurrencyRequest, Concurrency> = (
  lambda,
  input,
  call,
) => {
  const { ReservedConcurrentExecutions: reserved } = input;
  new Constraints()
    .required(reserved, 'reservedConcurrentExecutions')
    .range(reserved, 'reservedConcurrentExecutions', 0, Number.MAX_SAFE_INTEGER)
    .check();
  const reference = refer(lambda, call, input.FunctionName);
  if (reference.qualifier !== undefined) {
    throw invalidParameter(
      'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
    );
  }
  const fn = lambda.functions.find(reference);
  if (fn === undefined) throw functionNotFound(functionArn(reference, LATEST));
  const others = lambda.functions.usage(fn.scope).reserved - (fn.reserved ?? 0);
  if (ACCOUNT_CONCURRENCY - others - reserved! < LEAST_UNRESERVED) {
    throw invalidParameter(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${LEAST_UNRESERVED}].`,
    );
  }
  lambda.functions.setReserved(fn, reserved);
  return { ReservedConcurrentExecutions: reserved };
};
