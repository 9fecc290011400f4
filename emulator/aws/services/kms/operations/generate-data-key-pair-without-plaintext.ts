import type {
  GenerateDataKeyPairWithoutPlaintextRequest,
  GenerateDataKeyPairWithoutPlaintextResponse,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { wrapped, wrappingKey } from '../data-key.ts';
import { checkInput } from '../errors.ts';
import { generatePair } from '../key-generation.ts';
import { PAIR_SPECS } from '../key-spec.ts';
import type { Kms } from '../kms.ts';

export const generateDataKeyPairWithoutPlaintext: Operation<
  Kms,
  GenerateDataKeyPairWithoutPlaintextRequest,
  GenerateDataKeyPairWithoutPlaintextResponse
> = async (kms, input, call) => {
  checkInput(input, { KeyId: { required: true }, KeyPairSpec: { required: true, oneOf: PAIR_SPECS } });

  const { KeyPairSpec: spec = 'RSA_2048' } = input;
  const key = wrappingKey(kms, call, input, 'GenerateDataKeyPairWithoutPlaintext');
  const pair = await generatePair(spec);
  const privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  const { blob, ...rest } = wrapped(kms, key, privateKey, input.EncryptionContext);
  return {
    PrivateKeyCiphertextBlob: blob,

    PublicKey: pair.publicKey.export({ format: 'der', type: 'spki' }),
    KeyPairSpec: spec,
    ...rest,
  };
};
