import type { UpdatePublicKeyRequest, UpdatePublicKeyResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { invalid } from '../errors.ts';
import { publicKeyOf } from '../public-key.ts';
import { checkIfMatch } from '../resources.ts';

export const updatePublicKey: Operation<CloudFront, UpdatePublicKeyRequest, UpdatePublicKeyResult> = (
  cloudfront,
  { Id: id, IfMatch: ifMatch, PublicKeyConfig: config },
  call,
) => {
  const found = addressed(cloudfront.publicKeys, call, id);
  checkIfMatch(found.etag, ifMatch);
  if (
    config!.EncodedKey !== found.config.EncodedKey ||
    config!.CallerReference !== found.config.CallerReference
  ) {
    throw invalid('CannotChangeImmutablePublicKeyFields', "You can't change the value of a public key.");
  }
  const updated = cloudfront.publicKeys.update(found, config!.Name!, config!, call.now);
  return { PublicKey: publicKeyOf(updated), ETag: updated.etag };
};
