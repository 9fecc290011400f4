import type { ListAliasesRequest, ListAliasesResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { aliasConfigurationOf } from '../alias-configuration.ts';
import type { Alias } from '../aliases.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';
import { after, page } from '../pages.ts';

export const listAliases: Operation<Lambda, ListAliasesRequest, ListAliasesResponse> = (
  lambda,
  input,
  call,
) => {
  const { fn } = namedFunction(lambda, call, input.FunctionName);
  const keyOf = ({ name }: Alias): string => name;
  const wanted = lambda.aliases
    .list(fn)
    .filter((alias) => (input.FunctionVersion ?? alias.version) === alias.version);
  const { items, NextMarker } = page(after(wanted, input.Marker, keyOf), input.MaxItems, keyOf);
  return { Aliases: items.map((alias) => aliasConfigurationOf(fn, alias)), NextMarker };
};
