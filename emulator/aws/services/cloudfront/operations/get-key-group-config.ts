import type { GetKeyGroupConfigRequest, GetKeyGroupConfigResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';

export const getKeyGroupConfig: Operation<CloudFront, GetKeyGroupConfigRequest, GetKeyGroupConfigResult> = (
  cloudfront,
  { Id: id },
  call,
) => {
  const { config, etag } = addressed(cloudfront.keyGroups, call, id);
  return { KeyGroupConfig: config, ETag: etag };
};
