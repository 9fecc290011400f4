import type { DeleteAliasRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';

export const deleteAlias: Operation<Lambda, DeleteAliasRequest, object> = (lambda, input, call) => {
  const { fn } = namedFunction(lambda, call, input.FunctionName);
  lambda.aliases.remove(fn, input.Name ?? '');
  return {};
};
