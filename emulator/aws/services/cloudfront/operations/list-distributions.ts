import type { ListDistributionsRequest, ListDistributionsResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { summaryOf } from '../distribution-output.ts';
import { classicList, listed, pageSize } from '../paging.ts';

export const listDistributions: Operation<CloudFront, ListDistributionsRequest, ListDistributionsResult> = (
  cloudfront,
  request,
  call,
) => {
  allow(call, 'distribution');
  const { resources } = cloudfront.distributions;
  const page = resources.page(call.scope.accountId, request.Marker, pageSize(request));
  const list = listed(request, page, (distribution) => summaryOf(distribution, call.now));
  return { DistributionList: classicList(request, list) };
};
