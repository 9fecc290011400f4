import type {
  GetOriginAccessControlConfigRequest,
  GetOriginAccessControlConfigResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getOriginAccessControlConfig: Operation<
  CloudFront,
  GetOriginAccessControlConfigRequest,
  GetOriginAccessControlConfigResult
> = (cloudfront, { Id: id }, call) => {
  const { config, etag } = addressed(cloudfront.originAccessControls, call, id);
  return { OriginAccessControlConfig: config, ETag: etag };
};
