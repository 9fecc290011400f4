import type {
  CreateOriginAccessControlRequest,
  CreateOriginAccessControlResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow, locationOf } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { checkAccessControl } from '../key-rules.ts';
import { originAccessControlOf } from '../origin-access-control.ts';

export const createOriginAccessControl: Operation<
  CloudFront,
  CreateOriginAccessControlRequest,
  CreateOriginAccessControlResult
> = (cloudfront, { OriginAccessControlConfig: config }, call) => {
  const { kind } = cloudfront.originAccessControls;
  allow(call, kind.path);
  checkAccessControl(config!);
  const created = cloudfront.originAccessControls.create(
    call.scope.accountId,
    config!.Name!,
    config!,
    call.now,
  );
  return {
    OriginAccessControl: originAccessControlOf(created),
    Location: locationOf('origin-access-control', created.id),
    ETag: created.etag,
  };
};
