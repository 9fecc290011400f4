import type { GetPublicKeyRequest, GetPublicKeyResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { publicKeyOf } from '../public-key.ts';

export const getPublicKey: Operation<CloudFront, GetPublicKeyRequest, GetPublicKeyResult> = (
  cloudfront,
  { Id: id },
  call,
) => {
  const found = addressed(cloudfront.publicKeys, call, id);
  return { PublicKey: publicKeyOf(found), ETag: found.etag };
};
