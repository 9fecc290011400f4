import type { CreateFunctionRequest, CreateFunctionResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow, locationOf } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { functionSummary } from '../functions.ts';

export const createFunction: Operation<CloudFront, CreateFunctionRequest, CreateFunctionResult> = (
  cloudfront,
  input,
  call,
) => {
  allow(call, 'function', input.Name);
  const created = cloudfront.functions.create(
    call.scope.accountId,
    input.Name!,
    input.FunctionConfig!,
    input.FunctionCode!,
    call.now,
  );
  return {
    FunctionSummary: functionSummary(created, { published: false, associated: false }),
    Location: locationOf('function', created.name),
    ETag: created.etag,
  };
};
