import type {
  CreateResponseHeadersPolicyRequest,
  CreateResponseHeadersPolicyResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow, locationOf } from '../addressing.ts';
import { responseHeadersPolicyOf } from '../response-headers-policy.ts';
import type { CloudFront } from '../cloudfront.ts';
import { checkResponseHeadersPolicy } from '../policy-rules.ts';

export const createResponseHeadersPolicy: Operation<
  CloudFront,
  CreateResponseHeadersPolicyRequest,
  CreateResponseHeadersPolicyResult
> = (cloudfront, { ResponseHeadersPolicyConfig: config }, call) => {
  allow(call, 'response-headers-policy');
  checkResponseHeadersPolicy(config!);
  const created = cloudfront.responseHeadersPolicies.custom.create(
    call.scope.accountId,
    config!.Name!,
    config!,
    call.now,
  );
  return {
    ResponseHeadersPolicy: responseHeadersPolicyOf(created),
    Location: locationOf('response-headers-policy', created.id),
    ETag: created.etag,
  };
};
