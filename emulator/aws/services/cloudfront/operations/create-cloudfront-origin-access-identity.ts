import type {
  CreateCloudFrontOriginAccessIdentityRequest,
  CreateCloudFrontOriginAccessIdentityResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow, locationOf } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { originAccessIdentityOf } from '../origin-access-identity.ts';

export const createCloudFrontOriginAccessIdentity: Operation<
  CloudFront,
  CreateCloudFrontOriginAccessIdentityRequest,
  CreateCloudFrontOriginAccessIdentityResult
> = (cloudfront, { CloudFrontOriginAccessIdentityConfig: config }, call) => {
  const { kind } = cloudfront.originAccessIdentities;
  allow(call, kind.path);

  const created = cloudfront.originAccessIdentities.create(
    call.scope.accountId,
    config!.CallerReference!,
    config!,
    call.now,
  );
  return {
    CloudFrontOriginAccessIdentity: originAccessIdentityOf(created),
    Location: locationOf('origin-access-identity/cloudfront', created.id),
    ETag: created.etag,
  };
};
