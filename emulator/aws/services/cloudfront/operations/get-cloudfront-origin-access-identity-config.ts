import type {
  GetCloudFrontOriginAccessIdentityConfigRequest,
  GetCloudFrontOriginAccessIdentityConfigResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getCloudFrontOriginAccessIdentityConfig: Operation<
  CloudFront,
  GetCloudFrontOriginAccessIdentityConfigRequest,
  GetCloudFrontOriginAccessIdentityConfigResult
> = (cloudfront, { Id: id }, call) => {
  const { config, etag } = addressed(cloudfront.originAccessIdentities, call, id);
  return { CloudFrontOriginAccessIdentityConfig: config, ETag: etag };
};
