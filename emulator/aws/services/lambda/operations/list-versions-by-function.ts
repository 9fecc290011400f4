import type { ListVersionsByFunctionRequest, ListVersionsByFunctionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { listedConfigurationOf } from '../configuration.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';
import { after, page } from '../pages.ts';
import type { FunctionVersion } from '../versions.ts';

export const listVersionsByFunction: Operation<
  Lambda,
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse
> = (lambda, input, call) => {
  const { fn } = namedFunction(lambda, call, input.FunctionName);
  const keyOf = ({ version }: FunctionVersion): string => version;
  const rest = after(lambda.versions.list(fn), input.Marker, keyOf);
  const { items, NextMarker } = page(rest, input.MaxItems, keyOf);
  return {
    Versions: items.map((version) =>
      listedConfigurationOf(fn, version, lambda.layers, { qualifier: version.version }),
    ),
    NextMarker,
  };
};
