import type { DeleteDistributionRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed, arnOf } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';

export const deleteDistribution: Operation<CloudFront, DeleteDistributionRequest, object> = (
  cloudfront,
  { Id: id, IfMatch: ifMatch },
  call,
) => {
  const distribution = addressed(cloudfront.distributions.resources, call, id);
  cloudfront.kernel.store.transact(() => {
    cloudfront.distributions.remove(distribution, ifMatch, call.now);
    cloudfront.tags.forget(arnOf(distribution.account, 'distribution', distribution.id));
  });
  return {};
};
