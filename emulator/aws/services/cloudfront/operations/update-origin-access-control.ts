import type {
  UpdateOriginAccessControlRequest,
  UpdateOriginAccessControlResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { checkAccessControl } from '../key-rules.ts';
import { originAccessControlOf } from '../origin-access-control.ts';
import { checkIfMatch } from '../resources.ts';

export const updateOriginAccessControl: Operation<
  CloudFront,
  UpdateOriginAccessControlRequest,
  UpdateOriginAccessControlResult
> = (cloudfront, { Id: id, IfMatch: ifMatch, OriginAccessControlConfig: config }, call) => {
  const found = addressed(cloudfront.originAccessControls, call, id);
  checkIfMatch(found.etag, ifMatch);
  checkAccessControl(config!);
  const updated = cloudfront.originAccessControls.update(found, config!.Name!, config!, call.now);
  return { OriginAccessControl: originAccessControlOf(updated), ETag: updated.etag };
};
