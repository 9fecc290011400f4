import type { FunctionConfiguration, GetFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { configurationOf } from '../configuration.ts';
import type { Lambda } from '../lambda.ts';
import { refer } from '../named-function.ts';

export const getFunctionConfiguration: Operation<
  Lambda,
  GetFunctionConfigurationRequest,
  FunctionConfiguration
> = (lambda, input, call) => {
  const reference = refer(lambda, call, input.FunctionName, input.Qualifier);
  const { fn, version } = lambda.target(reference);
  return configurationOf(fn, version, lambda.layers, { qualifier: reference.qualifier });
};
