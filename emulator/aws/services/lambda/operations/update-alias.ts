import type { AliasConfiguration, UpdateAliasRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { aliasConfigurationOf, readWeights } from '../alias-configuration.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';
import { checkRevision } from '../revision.ts';

export const updateAlias: Operation<Lambda, UpdateAliasRequest, AliasConfiguration> = (
  lambda,
  input,
  call,
) => {
  const { fn } = namedFunction(lambda, call, input.FunctionName);
  const alias = lambda.aliases.get(fn, input.Name ?? '');
  checkRevision(lambda, fn, input.RevisionId, alias.name);
  const { FunctionVersion: version = alias.version, Description: description = alias.description } = input;
  lambda.versions.get(fn, version);
  const weights =
    input.RoutingConfig === undefined ? alias.weights : readWeights(lambda, fn, version, input.RoutingConfig);
  return aliasConfigurationOf(fn, lambda.aliases.update(fn, { ...alias, version, description, weights }));
};
