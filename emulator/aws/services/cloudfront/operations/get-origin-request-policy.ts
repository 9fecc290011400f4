import type { GetOriginRequestPolicyRequest, GetOriginRequestPolicyResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import { originRequestPolicyOf } from '../origin-request-policy.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getOriginRequestPolicy: Operation<
  CloudFront,
  GetOriginRequestPolicyRequest,
  GetOriginRequestPolicyResult
> = (cloudfront, { Id: id }, call) => {
  allow(call, 'origin-request-policy', id);
  const policy = cloudfront.originRequestPolicies.get(call.scope.accountId, id);
  return { OriginRequestPolicy: originRequestPolicyOf(policy), ETag: policy.etag };
};
