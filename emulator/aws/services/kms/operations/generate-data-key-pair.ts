import type { GenerateDataKeyPairRequest, GenerateDataKeyPairResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { wrapped, wrappingKey } from '../data-key.ts';
import { checkInput } from '../errors.ts';
import { generatePair } from '../key-generation.ts';
import { PAIR_SPECS } from '../key-spec.ts';
import type { Kms } from '../kms.ts';
import { refuseRecipient } from '../recipient.ts';

export const generateDataKeyPair: Operation<
  Kms,
  GenerateDataKeyPairRequest,
  GenerateDataKeyPairResponse
> = async (kms, input, call) => {
  checkInput(input, { KeyId: { required: true }, KeyPairSpec: { required: true, oneOf: PAIR_SPECS } });
  refuseRecipient(input);
  const { KeyPairSpec: spec = 'RSA_2048' } = input;
  const key = wrappingKey(kms, call, input, 'GenerateDataKeyPair');
  const pair = await generatePair(spec);
  const privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  const { blob, ...rest } = wrapped(kms, key, privateKey, input.EncryptionContext);
  return {
    PrivateKeyCiphertextBlob: blob,
    PrivateKeyPlaintext: privateKey,
    PublicKey: pair.publicKey.export({ format: 'der', type: 'spki' }),
    KeyPairSpec: spec,
    ...rest,
  };
};
