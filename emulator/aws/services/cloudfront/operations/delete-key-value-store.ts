import type { DeleteKeyValueStoreRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudFront } from '../cloudfront.ts';
import { inUse } from '../errors.ts';
import { keyValueStoreOf } from '../key-value-stores.ts';
import { namedStore } from '../named-store.ts';
import { itemsOf } from '../quantities.ts';
import { checkIfMatch } from '../resources.ts';

export const deleteKeyValueStore: Operation<CloudFront, DeleteKeyValueStoreRequest, object> = (
  cloudfront,
  input,
  call,
) => {
  const store = namedStore(cloudfront, call, input.Name);
  checkIfMatch(store.etag, input.IfMatch);
  const { ARN: arn } = keyValueStoreOf(store);
  const { items } = cloudfront.functions.page(call.scope.accountId, 'DEVELOPMENT', undefined, 1_000);
  const used = items.some(({ config }) =>
    itemsOf(config.KeyValueStoreAssociations).some(({ KeyValueStoreARN }) => KeyValueStoreARN === arn),
  );
  if (used) throw inUse('CannotDeleteEntityWhileInUse', 'key value store');
  cloudfront.kernel.store.transact(() => cloudfront.keyValueStores.remove(store));
  return {};
};
