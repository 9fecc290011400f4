import type { AliasConfiguration, CreateAliasRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { aliasConfigurationOf, readWeights } from '../alias-configuration.ts';
import { Constraints } from '../constraints.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';

export const createAlias: Operation<Lambda, CreateAliasRequest, AliasConfiguration> = (
  lambda,
  input,
  call,
) => {
  const { Name: name = '', FunctionVersion: version = '', Description: description = '' } = input;
  new Constraints()
    .pattern(name, 'name', '(?!^[0-9]+$)([a-zA-Z0-9-_]+)')
    .length(name, 'name', 1, 128)
    .check();
  const { fn } = namedFunction(lambda, call, input.FunctionName);
  lambda.versions.get(fn, version);
  const weights = readWeights(lambda, fn, version, input.RoutingConfig);
  const alias = lambda.aliases.create(fn, { name, version, description, weights });
  return aliasConfigurationOf(fn, alias);
};
