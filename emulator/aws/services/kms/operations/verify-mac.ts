import { timingSafeEqual } from 'node:crypto';
import type { VerifyMacRequest, VerifyMacResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput, invalidMac } from '../errors.ts';
import { keyArn } from '../key.ts';
import type { Kms } from '../kms.ts';
import { MAC_INPUT, macKey, macOf } from '../mac.ts';

export const verifyMac: Operation<Kms, VerifyMacRequest, VerifyMacResponse> = (kms, input, call) => {
  checkInput(input, { ...MAC_INPUT, Mac: { required: true, least: 1, most: 6_144 } });
  const { MacAlgorithm: algorithm = 'HMAC_SHA_256', Message: message = new Uint8Array() } = input;
  const { Mac: given = new Uint8Array() } = input;
  const key = macKey(kms, call, input, 'VerifyMac');
  const mac = macOf(kms, key, algorithm, message);
  if (given.length !== mac.length || !timingSafeEqual(given, mac)) throw invalidMac();
  return { KeyId: keyArn(key), MacValid: true, MacAlgorithm: algorithm };
};
