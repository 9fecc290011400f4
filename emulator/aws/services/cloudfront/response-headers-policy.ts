import type { ResponseHeadersPolicy, ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront';
import { toDate } from '../../kernel/instant.ts';
import type { Resource } from './resources.ts';

export const responseHeadersPolicyOf = (
  policy: Resource<ResponseHeadersPolicyConfig>,
): ResponseHeadersPolicy => ({
  Id: policy.id,
  LastModifiedTime: toDate(policy.modified),
  ResponseHeadersPolicyConfig: policy.config,
});
