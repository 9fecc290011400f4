import type { GetPublicKeyConfigRequest, GetPublicKeyConfigResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getPublicKeyConfig: Operation<
  CloudFront,
  GetPublicKeyConfigRequest,
  GetPublicKeyConfigResult
> = (cloudfront, { Id: id }, call) => {
  const { config, etag } = addressed(cloudfront.publicKeys, call, id);
  return { PublicKeyConfig: config, ETag: etag };
};
