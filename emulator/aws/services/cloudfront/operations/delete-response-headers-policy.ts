import type { DeleteResponseHeadersPolicyRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { behaviorsOf } from '../distributions.ts';
import { inUse } from '../errors.ts';
import { checkIfMatch } from '../resources.ts';

export const deleteResponseHeadersPolicy: Operation<
  CloudFront,
  DeleteResponseHeadersPolicyRequest,
  object
> = (cloudfront, { Id: id, IfMatch: ifMatch }, call) => {
  allow(call, 'response-headers-policy', id);
  const policy = cloudfront.responseHeadersPolicies.changeable(call.scope.accountId, id, 'delete');
  checkIfMatch(policy.etag, ifMatch);
  const used = cloudfront.distributions.uses(call.scope.accountId, (settings) =>
    behaviorsOf(settings).some(({ ResponseHeadersPolicyId }) => ResponseHeadersPolicyId === policy.id),
  );
  if (used) throw inUse('ResponseHeadersPolicyInUse', 'response headers policy');
  cloudfront.responseHeadersPolicies.custom.remove(policy);
  return {};
};
