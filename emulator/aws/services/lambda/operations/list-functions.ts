import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { listedConfigurationOf } from '../configuration.ts';
import { Constraints } from '../constraints.ts';
import { LATEST } from '../function-reference.ts';
import type { LambdaFunction } from '../functions.ts';
import type { Lambda } from '../lambda.ts';
import { after, page } from '../pages.ts';
import type { FunctionVersion } from '../versions.ts';

interface Listed {
  readonly fn: LambdaFunction;
  readonly version: FunctionVersion;
  readonly qualifier: string | undefined;
}

export const listFunctions: Operation<Lambda, ListFunctionsRequest, ListFunctionsResponse> = (
  lambda,
  input,
  call,
) => {
  new Constraints().oneOf(input.FunctionVersion, 'functionVersion', ['ALL']).check();
  const { scope } = call;
  call.authorize({
    action: 'lambda:ListFunctions',
    resource: arn('lambda', scope, 'function:*'),
    owner: scope.accountId,
  });
  const versionsOf = (fn: LambdaFunction): Listed[] =>
    input.FunctionVersion === 'ALL'
      ? lambda.versions.list(fn).map((version) => ({ fn, version, qualifier: version.version }))
      : [{ fn, version: lambda.versions.get(fn, LATEST), qualifier: undefined }];
  const all = lambda.functions.list(scope, '').flatMap(versionsOf);
  const keyOf = ({ fn, version }: Listed): string => `${fn.name}:${version.version}`;
  const { items, NextMarker } = page(after(all, input.Marker, keyOf), input.MaxItems, keyOf);
  return {
    Functions: items.map(({ fn, version, qualifier }) =>
      listedConfigurationOf(fn, version, lambda.layers, { qualifier }),
    ),
    NextMarker,
  };
};
