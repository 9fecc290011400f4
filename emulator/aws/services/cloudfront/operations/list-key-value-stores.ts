import type { ListKeyValueStoresRequest, ListKeyValueStoresResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { keyValueStoreOf } from '../key-value-stores.ts';
import { listed, pageSize } from '../paging.ts';

export const listKeyValueStores: Operation<
  CloudFront,
  ListKeyValueStoresRequest,
  ListKeyValueStoresResult
> = (cloudfront, request, call) => {
  const { resources } = cloudfront.keyValueStores;
  allow(call, resources.kind.path);
  const page = resources.page(call.scope.accountId, request.Marker, pageSize(request));
  return { KeyValueStoreList: listed(request, page, keyValueStoreOf) };
};
