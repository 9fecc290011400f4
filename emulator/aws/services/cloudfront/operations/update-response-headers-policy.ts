import type {
  UpdateResponseHeadersPolicyRequest,
  UpdateResponseHeadersPolicyResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import { responseHeadersPolicyOf } from '../response-headers-policy.ts';
import type { CloudFront } from '../cloudfront.ts';
import { checkResponseHeadersPolicy } from '../policy-rules.ts';
import { checkIfMatch } from '../resources.ts';

export const updateResponseHeadersPolicy: Operation<
  CloudFront,
  UpdateResponseHeadersPolicyRequest,
  UpdateResponseHeadersPolicyResult
> = (cloudfront, { Id: id, IfMatch: ifMatch, ResponseHeadersPolicyConfig: config }, call) => {
  allow(call, 'response-headers-policy', id);
  const policy = cloudfront.responseHeadersPolicies.changeable(call.scope.accountId, id, 'update');
  checkIfMatch(policy.etag, ifMatch);
  checkResponseHeadersPolicy(config!);
  const updated = cloudfront.responseHeadersPolicies.custom.update(policy, config!.Name!, config!, call.now);
  return { ResponseHeadersPolicy: responseHeadersPolicyOf(updated), ETag: updated.etag };
};
