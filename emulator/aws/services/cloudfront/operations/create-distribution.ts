import type { CreateDistributionRequest, CreateDistributionResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { createdDistribution } from '../distribution-creation.ts';

export const createDistribution: Operation<
  CloudFront,
  CreateDistributionRequest,
  CreateDistributionResult
> = (cloudfront, { DistributionConfig: config }, call) => {
  allow(call, 'distribution');
  return createdDistribution(cloudfront, config!, [], call);
};
