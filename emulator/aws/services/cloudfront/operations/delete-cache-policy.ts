import type { DeleteCachePolicyRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { behaviorsOf } from '../distributions.ts';
import { inUse } from '../errors.ts';
import { checkIfMatch } from '../resources.ts';

export const deleteCachePolicy: Operation<CloudFront, DeleteCachePolicyRequest, object> = (
  cloudfront,
  { Id: id, IfMatch: ifMatch },
  call,
) => {
  allow(call, 'cache-policy', id);
  const policy = cloudfront.cachePolicies.changeable(call.scope.accountId, id, 'delete');
  checkIfMatch(policy.etag, ifMatch);
  const used = cloudfront.distributions.uses(call.scope.accountId, (settings) =>
    behaviorsOf(settings).some(({ CachePolicyId }) => CachePolicyId === policy.id),
  );
  if (used) throw inUse('CachePolicyInUse', 'cache policy');
  cloudfront.cachePolicies.custom.remove(policy);
  return {};
};
