import type { OriginRequestPolicy, OriginRequestPolicyConfig } from '@aws-sdk/client-cloudfront';
import { toDate } from '../../kernel/instant.ts';
import type { Resource } from './resources.ts';

export const originRequestPolicyOf = (policy: Resource<OriginRequestPolicyConfig>): OriginRequestPolicy => ({
  Id: policy.id,
  LastModifiedTime: toDate(policy.modified),
  OriginRequestPolicyConfig: policy.config,
});
