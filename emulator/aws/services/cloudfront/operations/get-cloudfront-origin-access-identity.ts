import type {
  GetCloudFrontOriginAccessIdentityRequest,
  GetCloudFrontOriginAccessIdentityResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { originAccessIdentityOf } from '../origin-access-identity.ts';

export const getCloudFrontOriginAccessIdentity: Operation<
  CloudFront,
  GetCloudFrontOriginAccessIdentityRequest,
  GetCloudFrontOriginAccessIdentityResult
> = (cloudfront, { Id: id }, call) => {
  const found = addressed(cloudfront.originAccessIdentities, call, id);
  return { CloudFrontOriginAccessIdentity: originAccessIdentityOf(found), ETag: found.etag };
};
