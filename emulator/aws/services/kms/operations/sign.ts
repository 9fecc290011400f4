import type { SignRequest, SignResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { keyArn, requireEnabled, requireUsage } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey, stopDryRun } from '../named-key.ts';
import { checkSigningAlgorithm, privateKeyOf, sign as signWith, SIGNING_INPUT } from '../signing.ts';

export const sign: Operation<Kms, SignRequest, SignResponse> = (kms, input, call) => {
  checkInput(input, { ...SIGNING_INPUT });
  const { Message: message = new Uint8Array(), MessageType: type = 'RAW' } = input;
  const { SigningAlgorithm: algorithm = 'ECDSA_SHA_256' } = input;
  const key = namedKey(kms, call, input.KeyId, 'kms:Sign', {
    conditions: { 'kms:SigningAlgorithm': algorithm, 'kms:MessageType': type },
  });
  requireEnabled(key);
  requireUsage(key, 'SIGN_VERIFY', 'Sign');
  checkSigningAlgorithm(key, algorithm);
  stopDryRun(input);
  const privateKey = privateKeyOf(kms.keys.current(key).bytes);
  const signature = signWith({ spec: key.spec, algorithm, privateKey, message, type }, kms.kernel.ids);
  return { KeyId: keyArn(key), Signature: signature, SigningAlgorithm: algorithm };
};
