import type {
  ListCloudFrontOriginAccessIdentitiesRequest,
  ListCloudFrontOriginAccessIdentitiesResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { accessIdentitySummary } from '../origin-access-identity.ts';
import { classicList, listed, pageSize } from '../paging.ts';

export const listCloudFrontOriginAccessIdentities: Operation<
  CloudFront,
  ListCloudFrontOriginAccessIdentitiesRequest,
  ListCloudFrontOriginAccessIdentitiesResult
> = (cloudfront, request, call) => {
  const { originAccessIdentities: all } = cloudfront;
  allow(call, all.kind.path);
  const page = all.page(call.scope.accountId, request.Marker, pageSize(request));
  return {
    CloudFrontOriginAccessIdentityList: classicList(request, listed(request, page, accessIdentitySummary)),
  };
};
