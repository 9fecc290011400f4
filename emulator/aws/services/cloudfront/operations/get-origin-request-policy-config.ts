import type {
  GetOriginRequestPolicyConfigRequest,
  GetOriginRequestPolicyConfigResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getOriginRequestPolicyConfig: Operation<
  CloudFront,
  GetOriginRequestPolicyConfigRequest,
  GetOriginRequestPolicyConfigResult
> = (cloudfront, { Id: id }, call) => {
  allow(call, 'origin-request-policy', id);
  const { config, etag } = cloudfront.originRequestPolicies.get(call.scope.accountId, id);
  return { OriginRequestPolicyConfig: config, ETag: etag };
};
