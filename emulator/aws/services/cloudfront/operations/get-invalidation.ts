import type { GetInvalidationRequest, GetInvalidationResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { invalidationOf } from '../invalidations.ts';

export const getInvalidation: Operation<CloudFront, GetInvalidationRequest, GetInvalidationResult> = (
  cloudfront,
  { DistributionId: distributionId, Id: id },
  call,
) => {
  const distribution = addressed(cloudfront.distributions.resources, call, distributionId);
  const invalidation = cloudfront.invalidations.get(distribution.id, id);
  return { Invalidation: invalidationOf(invalidation, call.now) };
};
