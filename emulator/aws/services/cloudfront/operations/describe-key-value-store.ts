import type { DescribeKeyValueStoreRequest, DescribeKeyValueStoreResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudFront } from '../cloudfront.ts';
import { keyValueStoreOf } from '../key-value-stores.ts';
import { namedStore } from '../named-store.ts';

export const describeKeyValueStore: Operation<
  CloudFront,
  DescribeKeyValueStoreRequest,
  DescribeKeyValueStoreResult
> = (cloudfront, input, call) => {
  const store = namedStore(cloudfront, call, input.Name);
  return { KeyValueStore: keyValueStoreOf(store), ETag: store.etag };
};
