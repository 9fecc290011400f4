import { createPublicKey, diffieHellman } from 'node:crypto';
import type { DeriveSharedSecretRequest, DeriveSharedSecretResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput, validation } from '../errors.ts';
import { kindOf } from '../key-spec.ts';
import { keyArn, requireEnabled, requireUsage } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey, stopDryRun } from '../named-key.ts';
import { refuseRecipient } from '../recipient.ts';
import { privateKeyOf } from '../signing.ts';

export const deriveSharedSecret: Operation<Kms, DeriveSharedSecretRequest, DeriveSharedSecretResponse> = (
  kms,
  input,
  call,
) => {
  checkInput(input, {
    KeyId: { required: true },
    KeyAgreementAlgorithm: { required: true, oneOf: ['ECDH'] },
    PublicKey: { required: true, least: 1, most: 8_192 },
  });
  refuseRecipient(input);
  const key = namedKey(kms, call, input.KeyId, 'kms:DeriveSharedSecret');
  requireEnabled(key);
  requireUsage(key, 'KEY_AGREEMENT', 'DeriveSharedSecret');
  const publicKey = peerKey(input.PublicKey ?? new Uint8Array(), kindOf(key.spec)?.curve ?? '');
  stopDryRun(input);
  const privateKey = privateKeyOf(kms.keys.current(key).bytes);
  return {
    KeyId: keyArn(key),
    SharedSecret: diffieHellman({ privateKey, publicKey }),
    KeyAgreementAlgorithm: 'ECDH',
    KeyOrigin: 'AWS_KMS',
  };
};

/** @throws AwsError ValidationException for what is no point on the key's own curve */
function peerKey(bytes: Uint8Array, curve: string) {
  try {
    const key = createPublicKey({ key: Buffer.from(bytes), format: 'der', type: 'spki' });
    if (key.asymmetricKeyDetails?.namedCurve === curve) return key;
  } catch {
    // Not a public key: refused below like one of another curve.
  }
  throw validation('PublicKey is not a valid public key on the curve of the KMS key.');
}
