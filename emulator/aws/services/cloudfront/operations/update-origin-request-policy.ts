import type {
  UpdateOriginRequestPolicyRequest,
  UpdateOriginRequestPolicyResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import { originRequestPolicyOf } from '../origin-request-policy.ts';
import type { CloudFront } from '../cloudfront.ts';
import { checkOriginRequestPolicy } from '../policy-rules.ts';
import { checkIfMatch } from '../resources.ts';

export const updateOriginRequestPolicy: Operation<
  CloudFront,
  UpdateOriginRequestPolicyRequest,
  UpdateOriginRequestPolicyResult
> = (cloudfront, { Id: id, IfMatch: ifMatch, OriginRequestPolicyConfig: config }, call) => {
  allow(call, 'origin-request-policy', id);
  const policy = cloudfront.originRequestPolicies.changeable(call.scope.accountId, id, 'update');
  checkIfMatch(policy.etag, ifMatch);
  checkOriginRequestPolicy(config!);
  const updated = cloudfront.originRequestPolicies.custom.update(policy, config!.Name!, config!, call.now);
  return { OriginRequestPolicy: originRequestPolicyOf(updated), ETag: updated.etag };
};
