import type { ListPublicKeysRequest, ListPublicKeysResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { publicKeySummary } from '../public-key.ts';
import { listed, pageSize } from '../paging.ts';

export const listPublicKeys: Operation<CloudFront, ListPublicKeysRequest, ListPublicKeysResult> = (
  cloudfront,
  request,
  call,
) => {
  const { publicKeys: all } = cloudfront;
  allow(call, all.kind.path);
  const page = all.page(call.scope.accountId, request.Marker, pageSize(request));
  return { PublicKeyList: listed(request, page, publicKeySummary) };
};
