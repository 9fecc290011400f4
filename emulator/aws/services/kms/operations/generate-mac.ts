import type { GenerateMacRequest, GenerateMacResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { keyArn } from '../key.ts';
import type { Kms } from '../kms.ts';
import { MAC_INPUT, macKey, macOf } from '../mac.ts';

export const generateMac: Operation<Kms, GenerateMacRequest, GenerateMacResponse> = (kms, input, call) => {
  checkInput(input, MAC_INPUT);
  const { MacAlgorithm: algorithm = 'HMAC_SHA_256', Message: message = new Uint8Array() } = input;
  const key = macKey(kms, call, input, 'GenerateMac');
  return { Mac: macOf(kms, key, algorithm, message), MacAlgorithm: algorithm, KeyId: keyArn(key) };
};
