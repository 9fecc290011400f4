import type { Call } from '../../kernel/operation.ts';
import { allow } from './addressing.ts';
import type { CloudFront } from './cloudfront.ts';
import type { KeyValueStoreConfig } from './key-value-stores.ts';
import type { Resource } from './resources.ts';

/**
 * The key value store a request names.
 *
 * @throws AwsError EntityNotFound, AccessDenied
 */
export function namedStore(cloudfront: CloudFront, call: Call, name = ''): Resource<KeyValueStoreConfig> {
  const { resources } = cloudfront.keyValueStores;
  const store = resources.byName(call.scope.accountId, name);
  allow(call, resources.kind.path, store?.id);
  if (store === undefined) throw resources.kind.missing();
  return store;
}
