import type { ListInvalidationsRequest, ListInvalidationsResult } from '@aws-sdk/client-cloudfront';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { statusOf } from '../invalidations.ts';
import { classicList, listed, pageSize } from '../paging.ts';

export const listInvalidations: Operation<CloudFront, ListInvalidationsRequest, ListInvalidationsResult> = (
  cloudfront,
  request,
  call,
) => {
  const distribution = addressed(cloudfront.distributions.resources, call, request.DistributionId);
  const page = cloudfront.invalidations.page(distribution.id, request.Marker, pageSize(request));
  const list = listed(request, page, (invalidation) => ({
    Id: invalidation.id,
    CreateTime: toDate(invalidation.created),
    Status: statusOf(invalidation, call.now),
  }));
  return { InvalidationList: classicList(request, list) };
};
