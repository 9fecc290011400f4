import type { GetFunctionRequest, GetFunctionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { configurationOf } from '../configuration.ts';
import type { Lambda } from '../lambda.ts';
import { refer } from '../named-function.ts';

export const getFunction: Operation<Lambda, GetFunctionRequest, GetFunctionResponse> = (
  lambda,
  input,
  call,
) => {
  const reference = refer(lambda, call, input.FunctionName, input.Qualifier);
  const { fn, version } = lambda.target(reference);
  return {
    Configuration: configurationOf(fn, version, lambda.layers, { qualifier: reference.qualifier }),
    Code: { RepositoryType: 'S3', Location: lambda.packages.location(version.code) },
    ...(Object.keys(fn.tags).length > 0 && { Tags: { ...fn.tags } }),
    ...(fn.reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: fn.reserved } }),
  };
};
