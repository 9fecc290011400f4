import type { UpdateFunctionRequest, UpdateFunctionResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { describedFunction } from '../described-function.ts';

export const updateFunction: Operation<CloudFront, UpdateFunctionRequest, UpdateFunctionResult> = (
  cloudfront,
  input,
  call,
) => {
  allow(call, 'function', input.Name);
  const draft = cloudfront.functions.get(call.scope.accountId, input.Name);
  const updated = cloudfront.functions.update(
    draft,
    input.IfMatch,
    input.FunctionConfig!,
    input.FunctionCode!,
    call.now,
  );
  return { FunctionSummary: describedFunction(cloudfront, updated), ETag: updated.etag };
};
