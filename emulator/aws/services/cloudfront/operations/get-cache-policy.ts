import type { GetCachePolicyRequest, GetCachePolicyResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import { cachePolicyOf } from '../cache-policy.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getCachePolicy: Operation<CloudFront, GetCachePolicyRequest, GetCachePolicyResult> = (
  cloudfront,
  { Id: id },
  call,
) => {
  allow(call, 'cache-policy', id);
  const policy = cloudfront.cachePolicies.get(call.scope.accountId, id);
  return { CachePolicy: cachePolicyOf(policy), ETag: policy.etag };
};
