import type { DeleteOriginAccessControlRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { inUse } from '../errors.ts';
import { itemsOf } from '../quantities.ts';
import { checkIfMatch } from '../resources.ts';

export const deleteOriginAccessControl: Operation<CloudFront, DeleteOriginAccessControlRequest, object> = (
  cloudfront,
  { Id: id, IfMatch: ifMatch },
  call,
) => {
  const found = addressed(cloudfront.originAccessControls, call, id);
  checkIfMatch(found.etag, ifMatch);
  const used = cloudfront.distributions.uses(call.scope.accountId, ({ Origins }) =>
    itemsOf(Origins).some(({ OriginAccessControlId: control }) => control === found.id),
  );
  if (used) throw inUse('OriginAccessControlInUse', 'origin access control');
  cloudfront.originAccessControls.remove(found);
  return {};
};
