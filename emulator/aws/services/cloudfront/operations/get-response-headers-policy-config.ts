import type {
  GetResponseHeadersPolicyConfigRequest,
  GetResponseHeadersPolicyConfigResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getResponseHeadersPolicyConfig: Operation<
  CloudFront,
  GetResponseHeadersPolicyConfigRequest,
  GetResponseHeadersPolicyConfigResult
> = (cloudfront, { Id: id }, call) => {
  allow(call, 'response-headers-policy', id);
  const { config, etag } = cloudfront.responseHeadersPolicies.get(call.scope.accountId, id);
  return { ResponseHeadersPolicyConfig: config, ETag: etag };
};
