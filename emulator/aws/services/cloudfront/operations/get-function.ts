import type { GetFunctionRequest, GetFunctionResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getFunction: Operation<CloudFront, GetFunctionRequest, GetFunctionResult> = (
  cloudfront,
  { Name: name, Stage: stage },
  call,
) => {
  allow(call, 'function', name);
  const { code, etag } = cloudfront.functions.get(call.scope.accountId, name, stage);
  return { FunctionCode: code, ETag: etag, ContentType: 'application/octet-stream' };
};
