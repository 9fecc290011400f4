import type { DeletePublicKeyRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { inUse } from '../errors.ts';
import { checkIfMatch } from '../resources.ts';

export const deletePublicKey: Operation<CloudFront, DeletePublicKeyRequest, object> = (
  cloudfront,
  { Id: id, IfMatch: ifMatch },
  call,
) => {
  const found = addressed(cloudfront.publicKeys, call, id);
  checkIfMatch(found.etag, ifMatch);
  const used = cloudfront.keyGroups
    .all(call.scope.accountId)
    .some(({ config }) => config.Items?.includes(found.id));
  if (used) throw inUse('PublicKeyInUse', 'public key');
  cloudfront.publicKeys.remove(found);
  return {};
};
