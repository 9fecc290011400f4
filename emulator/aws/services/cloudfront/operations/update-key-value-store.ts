import type { UpdateKeyValueStoreRequest, UpdateKeyValueStoreResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudFront } from '../cloudfront.ts';
import { keyValueStoreOf } from '../key-value-stores.ts';
import { namedStore } from '../named-store.ts';
import { checkIfMatch } from '../resources.ts';

export const updateKeyValueStore: Operation<
  CloudFront,
  UpdateKeyValueStoreRequest,
  UpdateKeyValueStoreResult
> = (cloudfront, input, call) => {
  const store = namedStore(cloudfront, call, input.Name);
  checkIfMatch(store.etag, input.IfMatch);
  const config = { comment: input.Comment! };
  const updated = cloudfront.keyValueStores.resources.update(store, store.name, config, call.now);
  return { KeyValueStore: keyValueStoreOf(updated), ETag: updated.etag };
};
