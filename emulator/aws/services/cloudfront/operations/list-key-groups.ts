import type { ListKeyGroupsRequest, ListKeyGroupsResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { keyGroupOf } from '../key-group.ts';
import { listed, pageSize } from '../paging.ts';

export const listKeyGroups: Operation<CloudFront, ListKeyGroupsRequest, ListKeyGroupsResult> = (
  cloudfront,
  request,
  call,
) => {
  const { keyGroups: all } = cloudfront;
  allow(call, all.kind.path);
  const page = all.page(call.scope.accountId, request.Marker, pageSize(request));
  return { KeyGroupList: listed(request, page, (group) => ({ KeyGroup: keyGroupOf(group) })) };
};
