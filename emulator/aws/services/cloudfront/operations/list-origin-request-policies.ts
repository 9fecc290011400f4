import type {
  ListOriginRequestPoliciesRequest,
  ListOriginRequestPoliciesResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import { originRequestPolicyOf } from '../origin-request-policy.ts';
import type { CloudFront } from '../cloudfront.ts';
import { listed, pageSize } from '../paging.ts';

export const listOriginRequestPolicies: Operation<
  CloudFront,
  ListOriginRequestPoliciesRequest,
  ListOriginRequestPoliciesResult
> = (cloudfront, request, call) => {
  allow(call, 'origin-request-policy');
  const page = cloudfront.originRequestPolicies.page(
    call.scope.accountId,
    request.Type,
    request.Marker,
    pageSize(request),
  );
  return {
    OriginRequestPolicyList: listed(request, page, (policy) => ({
      Type: policy.type,
      OriginRequestPolicy: originRequestPolicyOf(policy),
    })),
  };
};
