import {
  createPublicKey,
  createPrivateKey,
  publicEncrypt,
  constants,
  verify as nodeVerify,
  createHash,
  sign as nodeSign,
} from 'node:crypto';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyPairCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  SignCommand,
  VerifyCommand,
  VerifyMacCommand,
  type CreateKeyCommandInput,
  type SigningAlgorithmSpec,
} from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { kmsOf, newKey } from './testing/keys.ts';

const secret = Buffer.from('a secret');

const ALGORITHMS: readonly (readonly [CreateKeyCommandInput['KeySpec'], SigningAlgorithmSpec, object])[] = [
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256', {}],
  [
    'RSA_2048',
    'RSASSA_PSS_SHA_512',
    { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
  ],
  ['ECC_NIST_P256', 'ECDSA_SHA_256', {}],
  ['ECC_NIST_P384', 'ECDSA_SHA_384', {}],
  ['ECC_NIST_P521', 'ECDSA_SHA_512', {}],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256', {}],
];

test.each(ALGORITHMS)(
  '%s signs messages and digests with %s as OpenSSL verifies them',
  async (spec, algorithm, options) => {
    await using cloud = await createCloud({ clock: 'manual' });
    const kms = kmsOf(cloud);
    const { id } = await newKey(kms, { KeySpec: spec, KeyUsage: 'SIGN_VERIFY' });
    const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: id }));
    const key = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
    const hash = `sha${algorithm.slice(-3)}`;
    const Message = Buffer.from('a message');
    const digest = createHash(hash).update(Message).digest();
    const common = { KeyId: id, SigningAlgorithm: algorithm };
    const raw = await kms.send(new SignCommand({ ...common, Message }));
    const digested = await kms.send(new SignCommand({ ...common, Message: digest, MessageType: 'DIGEST' }));
    for (const { Signature = new Uint8Array() } of [raw, digested]) {
      expect(nodeVerify(hash, Message, { key, ...options }, Signature)).toBe(true);
      const verified = await kms.send(new VerifyCommand({ ...common, Message, Signature }));
      expect(verified.SignatureValid).toBe(true);
      const other = new VerifyCommand({ ...common, Message: Buffer.from('another'), Signature });
      await expect(kms.send(other)).rejects.toMatchObject({ name: 'KMSInvalidSignatureException' });
      const broken = Signature.map((byte, at) => (at === Signature.length - 1 ? byte ^ 1 : byte));
      const forged = new VerifyCommand({ ...common, Message, Signature: broken });
      await expect(kms.send(forged)).rejects.toMatchObject({ name: 'KMSInvalidSignatureException' });
    }
    const short = new SignCommand({ ...common, Message: digest.subarray(1), MessageType: 'DIGEST' });
    await expect(kms.send(short)).rejects.toMatchObject({ name: 'ValidationException' });
  },
);

test('an Edwards key signs messages whole', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const { id } = await newKey(kms, { KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' });
  const input = { KeyId: id, SigningAlgorithm: 'ED25519_SHA_512', Message: secret } as const;
  const { Signature } = await kms.send(new SignCommand(input));
  await expect(kms.send(new VerifyCommand({ ...input, Signature }))).resolves.toMatchObject({
    SignatureValid: true,
  });
  await expect(kms.send(new SignCommand({ ...input, MessageType: 'DIGEST' }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test('what was encrypted with the public key of an RSA key is decrypted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const { id, arn } = await newKey(kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: id }));
  const key = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
  const outside = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    secret,
  );
  const algorithm = { KeyId: id, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' } as const;
  const opened = await kms.send(new DecryptCommand({ ...algorithm, CiphertextBlob: outside }));
  expect(opened).toMatchObject({ KeyId: arn, Plaintext: Uint8Array.from(secret) });
  const most = await kms.send(new EncryptCommand({ ...algorithm, Plaintext: Buffer.alloc(190) }));
  expect(most.CiphertextBlob).toHaveLength(256);
  await expect(
    kms.send(new EncryptCommand({ ...algorithm, Plaintext: Buffer.alloc(191) })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(
    kms.send(new SignCommand({ KeyId: id, Message: secret, SigningAlgorithm: 'RSASSA_PSS_SHA_256' })),
  ).rejects.toMatchObject({
    name: 'InvalidKeyUsageException',
    message: `${arn} key usage is ENCRYPT_DECRYPT which is not valid for Sign.`,
  });
});

test('a data key pair belongs together', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const { id } = await newKey(kms);
  const pair = await kms.send(new GenerateDataKeyPairCommand({ KeyId: id, KeyPairSpec: 'ECC_NIST_P256' }));
  const opened = await kms.send(new DecryptCommand({ CiphertextBlob: pair.PrivateKeyCiphertextBlob }));
  expect(opened.Plaintext).toEqual(pair.PrivateKeyPlaintext);
  const der = { format: 'der', type: 'pkcs8' } as const;
  const privateKey = createPrivateKey({ key: Buffer.from(opened.Plaintext ?? []), ...der });
  const publicKey = createPublicKey({ key: Buffer.from(pair.PublicKey ?? []), format: 'der', type: 'spki' });
  const signature = nodeSign('sha256', secret, privateKey);
  expect(nodeVerify('sha256', secret, publicKey, signature)).toBe(true);
});

test('a MAC is verified for its own message only', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const kms = kmsOf(cloud);
  const { id } = await newKey(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  const input = { KeyId: id, MacAlgorithm: 'HMAC_SHA_256', Message: secret } as const;
  const { Mac } = await kms.send(new GenerateMacCommand(input));
  await expect(kms.send(new VerifyMacCommand({ ...input, Mac }))).resolves.toMatchObject({ MacValid: true });
  await expect(
    kms.send(new VerifyMacCommand({ ...input, Mac, Message: Buffer.from('other') })),
  ).rejects.toMatchObject({ name: 'KMSInvalidMacException' });
});
