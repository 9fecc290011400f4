import type {
  ListResponseHeadersPoliciesRequest,
  ListResponseHeadersPoliciesResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import { responseHeadersPolicyOf } from '../response-headers-policy.ts';
import type { CloudFront } from '../cloudfront.ts';
import { listed, pageSize } from '../paging.ts';

export const listResponseHeadersPolicies: Operation<
  CloudFront,
  ListResponseHeadersPoliciesRequest,
  ListResponseHeadersPoliciesResult
> = (cloudfront, request, call) => {
  allow(call, 'response-headers-policy');
  const page = cloudfront.responseHeadersPolicies.page(
    call.scope.accountId,
    request.Type,
    request.Marker,
    pageSize(request),
  );
  return {
    ResponseHeadersPolicyList: listed(request, page, (policy) => ({
      Type: policy.type,
      ResponseHeadersPolicy: responseHeadersPolicyOf(policy),
    })),
  };
};
