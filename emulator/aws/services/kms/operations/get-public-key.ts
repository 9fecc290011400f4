import { createPublicKey } from 'node:crypto';
import type { GetPublicKeyRequest, GetPublicKeyResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { unsupported } from '../errors.ts';
import { algorithmsOf, customerMasterKeySpec, kindOf } from '../key-spec.ts';
import { keyArn, requireEnabled } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';
import { privateKeyOf } from '../signing.ts';

export const getPublicKey: Operation<Kms, GetPublicKeyRequest, GetPublicKeyResponse> = (kms, input, call) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:GetPublicKey');
  requireEnabled(key);
  const { spec, usage } = key;
  const { family } = kindOf(spec) ?? {};
  if (family === 'symmetric' || family === 'hmac') {
    throw unsupported(`${keyArn(key)} key spec is ${spec} which is not valid for GetPublicKey.`);
  }
  const publicKey = createPublicKey(privateKeyOf(kms.keys.current(key).bytes));
  return {
    KeyId: keyArn(key),
    PublicKey: publicKey.export({ format: 'der', type: 'spki' }),
    CustomerMasterKeySpec: customerMasterKeySpec(spec),
    KeySpec: spec,
    KeyUsage: usage,
    ...algorithmsOf(spec, usage),
  };
};
