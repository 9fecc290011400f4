import type { CreatePublicKeyRequest, CreatePublicKeyResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow, locationOf } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { checkPublicKey } from '../key-rules.ts';
import { publicKeyOf } from '../public-key.ts';

export const createPublicKey: Operation<CloudFront, CreatePublicKeyRequest, CreatePublicKeyResult> = (
  cloudfront,
  { PublicKeyConfig: config },
  call,
) => {
  const { kind } = cloudfront.publicKeys;
  allow(call, kind.path);
  checkPublicKey(config!);
  const created = cloudfront.publicKeys.create(call.scope.accountId, config!.Name!, config!, call.now);
  return {
    PublicKey: publicKeyOf(created),
    Location: locationOf('public-key', created.id),
    ETag: created.etag,
  };
};
