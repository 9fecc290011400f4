import type { AliasConfiguration, GetAliasRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { aliasConfigurationOf } from '../alias-configuration.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';

export const getAlias: Operation<Lambda, GetAliasRequest, AliasConfiguration> = (lambda, input, call) => {
  const { fn } = namedFunction(lambda, call, input.FunctionName);
  return aliasConfigurationOf(fn, lambda.aliases.get(fn, input.Name ?? ''));
};
