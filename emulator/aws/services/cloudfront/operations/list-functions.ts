import type { ListFunctionsRequest, ListFunctionsResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { describedFunction } from '../described-function.ts';
import { listed, pageSize } from '../paging.ts';

export const listFunctions: Operation<CloudFront, ListFunctionsRequest, ListFunctionsResult> = (
  cloudfront,
  request,
  call,
) => {
  allow(call, 'function');
  const { functions } = cloudfront;
  const stage = request.Stage ?? 'DEVELOPMENT';
  const page = functions.page(call.scope.accountId, stage, request.Marker, pageSize(request));
  return { FunctionList: listed(request, page, (found) => describedFunction(cloudfront, found)) };
};
