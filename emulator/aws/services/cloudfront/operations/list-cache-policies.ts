import type { ListCachePoliciesRequest, ListCachePoliciesResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import { cachePolicyOf } from '../cache-policy.ts';
import type { CloudFront } from '../cloudfront.ts';
import { listed, pageSize } from '../paging.ts';

export const listCachePolicies: Operation<CloudFront, ListCachePoliciesRequest, ListCachePoliciesResult> = (
  cloudfront,
  request,
  call,
) => {
  allow(call, 'cache-policy');
  const page = cloudfront.cachePolicies.page(
    call.scope.accountId,
    request.Type,
    request.Marker,
    pageSize(request),
  );
  return {
    CachePolicyList: listed(request, page, (policy) => ({
      Type: policy.type,
      CachePolicy: cachePolicyOf(policy),
    })),
  };
};
