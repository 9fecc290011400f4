import type { GetCachePolicyConfigRequest, GetCachePolicyConfigResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getCachePolicyConfig: Operation<
  CloudFront,
  GetCachePolicyConfigRequest,
  GetCachePolicyConfigResult
> = (cloudfront, { Id: id }, call) => {
  allow(call, 'cache-policy', id);
  const { config, etag } = cloudfront.cachePolicies.get(call.scope.accountId, id);
  return { CachePolicyConfig: config, ETag: etag };
};
