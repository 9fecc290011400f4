import type { DeleteCloudFrontOriginAccessIdentityRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { inUse } from '../errors.ts';
import { itemsOf } from '../quantities.ts';
import { checkIfMatch } from '../resources.ts';

export const deleteCloudFrontOriginAccessIdentity: Operation<
  CloudFront,
  DeleteCloudFrontOriginAccessIdentityRequest,
  object
> = (cloudfront, { Id: id, IfMatch: ifMatch }, call) => {
  const found = addressed(cloudfront.originAccessIdentities, call, id);
  checkIfMatch(found.etag, ifMatch);
  const used = cloudfront.distributions.uses(call.scope.accountId, ({ Origins }) =>
    itemsOf(Origins).some(({ S3OriginConfig }) =>
      S3OriginConfig?.OriginAccessIdentity?.endsWith(`/${found.id}`),
    ),
  );
  if (used) throw inUse('CloudFrontOriginAccessIdentityInUse', 'origin access identity');
  cloudfront.originAccessIdentities.remove(found);
  return {};
};
