import type { DeleteKeyGroupRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { inUse } from '../errors.ts';
import { behaviorsOf } from '../distributions.ts';
import { itemsOf } from '../quantities.ts';
import { checkIfMatch } from '../resources.ts';

export const deleteKeyGroup: Operation<CloudFront, DeleteKeyGroupRequest, object> = (
  cloudfront,
  { Id: id, IfMatch: ifMatch },
  call,
) => {
  const found = addressed(cloudfront.keyGroups, call, id);
  checkIfMatch(found.etag, ifMatch);
  const used = cloudfront.distributions.uses(call.scope.accountId, (settings) =>
    behaviorsOf(settings).some(({ TrustedKeyGroups }) => itemsOf(TrustedKeyGroups).includes(found.id)),
  );
  if (used) throw inUse('ResourceInUse', 'key group');
  cloudfront.keyGroups.remove(found);
  return {};
};
