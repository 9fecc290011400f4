import type {
  ListOriginAccessControlsRequest,
  ListOriginAccessControlsResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { accessControlSummary } from '../origin-access-control.ts';
import { classicList, listed, pageSize } from '../paging.ts';

export const listOriginAccessControls: Operation<
  CloudFront,
  ListOriginAccessControlsRequest,
  ListOriginAccessControlsResult
> = (cloudfront, request, call) => {
  const { originAccessControls: all } = cloudfront;
  allow(call, all.kind.path);
  const page = all.page(call.scope.accountId, request.Marker, pageSize(request));
  return { OriginAccessControlList: classicList(request, listed(request, page, accessControlSummary)) };
};
