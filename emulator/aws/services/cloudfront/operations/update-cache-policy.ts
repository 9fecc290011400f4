import type { UpdateCachePolicyRequest, UpdateCachePolicyResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import { cachePolicyOf } from '../cache-policy.ts';
import type { CloudFront } from '../cloudfront.ts';
import { checkCachePolicy } from '../policy-rules.ts';
import { checkIfMatch } from '../resources.ts';

export const updateCachePolicy: Operation<CloudFront, UpdateCachePolicyRequest, UpdateCachePolicyResult> = (
  cloudfront,
  { Id: id, IfMatch: ifMatch, CachePolicyConfig: config },
  call,
) => {
  allow(call, 'cache-policy', id);
  const policy = cloudfront.cachePolicies.changeable(call.scope.accountId, id, 'update');
  checkIfMatch(policy.etag, ifMatch);
  checkCachePolicy(config!);
  const updated = cloudfront.cachePolicies.custom.update(policy, config!.Name!, config!, call.now);
  return { CachePolicy: cachePolicyOf(updated), ETag: updated.etag };
};
