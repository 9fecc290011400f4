import type { CreateInvalidationRequest, CreateInvalidationResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed, locationOf } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { invalidationOf } from '../invalidations.ts';
import { checkQuantities, itemsOf } from '../quantities.ts';

export const createInvalidation: Operation<
  CloudFront,
  CreateInvalidationRequest,
  CreateInvalidationResult
> = (cloudfront, { DistributionId: id, InvalidationBatch: batch }, call) => {
  const distribution = addressed(cloudfront.distributions.resources, call, id);
  checkQuantities(batch);
  const paths = itemsOf(batch!.Paths);
  const invalidation = cloudfront.invalidate(distribution, batch!.CallerReference!, paths, call.seq);
  const { accountId, region } = call.scope;
  call.kernel.meter.add(
    {
      service: 'cloudfront',
      usageType: 'Invalidations',
      operation: '',
      accountId,
      region,
      resource: distribution.id,
    },
    paths.length,
  );
  return {
    Location: locationOf(`distribution/${distribution.id}/invalidation`, invalidation.id),
    Invalidation: invalidationOf(invalidation, call.now),
  };
};
