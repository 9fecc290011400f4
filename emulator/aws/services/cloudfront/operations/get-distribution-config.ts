import type { GetDistributionConfigRequest, GetDistributionConfigResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getDistributionConfig: Operation<
  CloudFront,
  GetDistributionConfigRequest,
  GetDistributionConfigResult
> = (cloudfront, { Id: id }, call) => {
  const { config, etag } = addressed(cloudfront.distributions.resources, call, id);
  return { DistributionConfig: config.settings, ETag: etag };
};
