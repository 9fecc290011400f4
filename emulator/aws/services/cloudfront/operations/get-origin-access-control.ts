import type { GetOriginAccessControlRequest, GetOriginAccessControlResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { originAccessControlOf } from '../origin-access-control.ts';

export const getOriginAccessControl: Operation<
  CloudFront,
  GetOriginAccessControlRequest,
  GetOriginAccessControlResult
> = (cloudfront, { Id: id }, call) => {
  const found = addressed(cloudfront.originAccessControls, call, id);
  return { OriginAccessControl: originAccessControlOf(found), ETag: found.etag };
};
