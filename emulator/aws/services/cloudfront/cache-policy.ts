import type { CachePolicy, CachePolicyConfig } from '@aws-sdk/client-cloudfront';
import { toDate } from '../../kernel/instant.ts';
import type { Resource } from './resources.ts';

export const cachePolicyOf = (policy: Resource<CachePolicyConfig>): CachePolicy => ({
  Id: policy.id,
  LastModifiedTime: toDate(policy.modified),
  CachePolicyConfig: policy.config,
});
