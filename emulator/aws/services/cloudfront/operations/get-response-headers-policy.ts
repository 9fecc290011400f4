import type {
  GetResponseHeadersPolicyRequest,
  GetResponseHeadersPolicyResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import { responseHeadersPolicyOf } from '../response-headers-policy.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getResponseHeadersPolicy: Operation<
  CloudFront,
  GetResponseHeadersPolicyRequest,
  GetResponseHeadersPolicyResult
> = (cloudfront, { Id: id }, call) => {
  allow(call, 'response-headers-policy', id);
  const policy = cloudfront.responseHeadersPolicies.get(call.scope.accountId, id);
  return { ResponseHeadersPolicy: responseHeadersPolicyOf(policy), ETag: policy.etag };
};
