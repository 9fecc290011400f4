import type { GetKeyGroupRequest, GetKeyGroupResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { keyGroupOf } from '../key-group.ts';

export const getKeyGroup: Operation<CloudFront, GetKeyGroupRequest, GetKeyGroupResult> = (
  cloudfront,
  { Id: id },
  call,
) => {
  const found = addressed(cloudfront.keyGroups, call, id);
  return { KeyGroup: keyGroupOf(found), ETag: found.etag };
};
