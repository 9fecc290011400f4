import type {
  CreateDistributionWithTagsRequest,
  CreateDistributionWithTagsResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { createdDistribution } from '../distribution-creation.ts';

export const createDistributionWithTags: Operation<
  CloudFront,
  CreateDistributionWithTagsRequest,
  CreateDistributionWithTagsResult
> = (cloudfront, { DistributionConfigWithTags: tagged }, call) => {
  allow(call, 'distribution', '*', 'CreateDistribution');
  allow(call, 'distribution', '*', 'TagResource');
  return createdDistribution(cloudfront, tagged!.DistributionConfig!, tagged!.Tags?.Items ?? [], call);
};
