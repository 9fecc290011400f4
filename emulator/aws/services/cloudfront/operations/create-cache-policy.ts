import type { CreateCachePolicyRequest, CreateCachePolicyResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow, locationOf } from '../addressing.ts';
import { cachePolicyOf } from '../cache-policy.ts';
import type { CloudFront } from '../cloudfront.ts';
import { checkCachePolicy } from '../policy-rules.ts';

export const createCachePolicy: Operation<CloudFront, CreateCachePolicyRequest, CreateCachePolicyResult> = (
  cloudfront,
  { CachePolicyConfig: config },
  call,
) => {
  allow(call, 'cache-policy');
  checkCachePolicy(config!);
  const created = cloudfront.cachePolicies.custom.create(
    call.scope.accountId,
    config!.Name!,
    config!,
    call.now,
  );
  return {
    CachePolicy: cachePolicyOf(created),
    Location: locationOf('cache-policy', created.id),
    ETag: created.etag,
  };
};
