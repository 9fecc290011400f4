import type { GetDistributionRequest, GetDistributionResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { distributionOf } from '../distribution-output.ts';

export const getDistribution: Operation<CloudFront, GetDistributionRequest, GetDistributionResult> = (
  cloudfront,
  { Id: id },
  call,
) => {
  const distribution = addressed(cloudfront.distributions.resources, call, id);
  return { Distribution: distributionOf(cloudfront, distribution, call.now), ETag: distribution.etag };
};
