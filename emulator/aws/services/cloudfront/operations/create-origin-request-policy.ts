import type {
  CreateOriginRequestPolicyRequest,
  CreateOriginRequestPolicyResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow, locationOf } from '../addressing.ts';
import { originRequestPolicyOf } from '../origin-request-policy.ts';
import type { CloudFront } from '../cloudfront.ts';
import { checkOriginRequestPolicy } from '../policy-rules.ts';

export const createOriginRequestPolicy: Operation<
  CloudFront,
  CreateOriginRequestPolicyRequest,
  CreateOriginRequestPolicyResult
> = (cloudfront, { OriginRequestPolicyConfig: config }, call) => {
  allow(call, 'origin-request-policy');
  checkOriginRequestPolicy(config!);
  const created = cloudfront.originRequestPolicies.custom.create(
    call.scope.accountId,
    config!.Name!,
    config!,
    call.now,
  );
  return {
    OriginRequestPolicy: originRequestPolicyOf(created),
    Location: locationOf('origin-request-policy', created.id),
    ETag: created.etag,
  };
};
