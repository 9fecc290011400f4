import type { PublishFunctionRequest, PublishFunctionResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { describedFunction } from '../described-function.ts';

export const publishFunction: Operation<CloudFront, PublishFunctionRequest, PublishFunctionResult> = (
  cloudfront,
  { Name: name, IfMatch: ifMatch },
  call,
) => {
  allow(call, 'function', name);
  const draft = cloudfront.functions.get(call.scope.accountId, name);
  const live = cloudfront.functions.publish(draft, ifMatch, call.now);
  return { FunctionSummary: describedFunction(cloudfront, live) };
};
