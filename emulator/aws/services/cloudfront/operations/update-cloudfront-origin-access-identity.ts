import type {
  UpdateCloudFrontOriginAccessIdentityRequest,
  UpdateCloudFrontOriginAccessIdentityResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { illegalUpdate } from '../errors.ts';
import { originAccessIdentityOf } from '../origin-access-identity.ts';
import { checkIfMatch } from '../resources.ts';

export const updateCloudFrontOriginAccessIdentity: Operation<
  CloudFront,
  UpdateCloudFrontOriginAccessIdentityRequest,
  UpdateCloudFrontOriginAccessIdentityResult
> = (cloudfront, { Id: id, IfMatch: ifMatch, CloudFrontOriginAccessIdentityConfig: config }, call) => {
  const found = addressed(cloudfront.originAccessIdentities, call, id);
  checkIfMatch(found.etag, ifMatch);
  if (config!.CallerReference !== found.config.CallerReference) throw illegalUpdate('CallerReference');
  const updated = cloudfront.originAccessIdentities.update(
    found,
    config!.CallerReference!,
    config!,
    call.now,
  );
  return { CloudFrontOriginAccessIdentity: originAccessIdentityOf(updated), ETag: updated.etag };
};
