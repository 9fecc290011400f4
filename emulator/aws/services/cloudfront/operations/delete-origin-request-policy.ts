import type { DeleteOriginRequestPolicyRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { behaviorsOf } from '../distributions.ts';
import { inUse } from '../errors.ts';
import { checkIfMatch } from '../resources.ts';

export const deleteOriginRequestPolicy: Operation<CloudFront, DeleteOriginRequestPolicyRequest, object> = (
  cloudfront,
  { Id: id, IfMatch: ifMatch },
  call,
) => {
  allow(call, 'origin-request-policy', id);
  const policy = cloudfront.originRequestPolicies.changeable(call.scope.accountId, id, 'delete');
  checkIfMatch(policy.etag, ifMatch);
  const used = cloudfront.distributions.uses(call.scope.accountId, (settings) =>
    behaviorsOf(settings).some(({ OriginRequestPolicyId }) => OriginRequestPolicyId === policy.id),
  );
  if (used) throw inUse('OriginRequestPolicyInUse', 'origin request policy');
  cloudfront.originRequestPolicies.custom.remove(policy);
  return {};
};
