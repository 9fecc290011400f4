import type { DescribeFunctionRequest, DescribeFunctionResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { describedFunction } from '../described-function.ts';

export const describeFunction: Operation<CloudFront, DescribeFunctionRequest, DescribeFunctionResult> = (
  cloudfront,
  { Name: name, Stage: stage },
  call,
) => {
  allow(call, 'function', name);
  const found = cloudfront.functions.get(call.scope.accountId, name, stage);
  return { FunctionSummary: describedFunction(cloudfront, found), ETag: found.etag };
};
