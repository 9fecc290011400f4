import type { VerifyRequest, VerifyResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput, invalidSignature } from '../errors.ts';
import { keyArn, requireEnabled, requireUsage } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey, stopDryRun } from '../named-key.ts';
import { checkSigningAlgorithm, privateKeyOf, verify as verifyWith, SIGNING_INPUT } from '../signing.ts';

export const verify: Operation<Kms, VerifyRequest, VerifyResponse> = (kms, input, call) => {
  checkInput(input, { ...SIGNING_INPUT, Signature: { required: true, least: 1, most: 6_144 } });
  const { Message: message = new Uint8Array(), MessageType: type = 'RAW' } = input;
  const { SigningAlgorithm: algorithm = 'ECDSA_SHA_256', Signature: signature = new Uint8Array() } = input;
  const key = namedKey(kms, call, input.KeyId, 'kms:Verify', {
    conditions: { 'kms:SigningAlgorithm': algorithm, 'kms:MessageType': type },
  });
  requireEnabled(key);
  requireUsage(key, 'SIGN_VERIFY', 'Verify');
  checkSigningAlgorithm(key, algorithm);
  stopDryRun(input);
  const privateKey = privateKeyOf(kms.keys.current(key).bytes);
  const signing = { spec: key.spec, algorithm, privateKey, message, type };
  if (!verifyWith(signing, signature)) throw invalidSignature();
  return { KeyId: keyArn(key), SignatureValid: true, SigningAlgorithm: algorithm };
};
