import type { DescribeParametersRequest, DescribeParametersResult } from '@aws-sdk/client-ssm';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { matcherOf } from '../filters.ts';
import { parameterMetadata } from '../output.ts';
import { page } from '../pages.ts';
import type { Ssm } from '../ssm.ts';

export const describeParameters: Operation<Ssm, DescribeParametersRequest, DescribeParametersResult> = (
  ssm,
  input,
  call,
) => {
  if (input.Filters !== undefined) throw notImplemented('ssm', 'DescribeParameters with Filters');
  if (input.Shared === true) throw notImplemented('ssm', 'DescribeParameters of shared parameters');
  const { scope } = call;
  call.authorize({ action: 'ssm:DescribeParameters', resource: '*', owner: scope.accountId });
  const matches = matcherOf(input.ParameterFilters);
  const { items, rest } = page(ssm.parameters.list(scope).filter(matches), input, 50);
  return { Parameters: items.map(parameterMetadata), ...rest };
};
