/** Signatures of asymmetric keys, over messages and over digests made by the caller. */
import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  privateEncrypt,
  publicDecrypt,
  sign as signMessage,
  verify as verifyMessage,
  type KeyObject,
} from 'node:crypto';
import type { KeySpec, MessageType, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { notImplemented } from '../../kernel/aws-error.ts';
import type { Ids } from '../../kernel/ids.ts';
import * as ecdsa from './ecdsa.ts';
import { validation, wrongAlgorithm } from './errors.ts';
import { kindOf } from './key-spec.ts';
import type { Key } from './key.ts';
import * as rsaPss from './rsa-pss.ts';

/** PKCS #8 as it is kept. */
export const privateKeyOf = (bytes: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' });

/** What Sign and Verify demand of their input. */
export const SIGNING_INPUT = {
  KeyId: { required: true },
  Message: { required: true, least: 1, most: 4_096 },
  MessageType: { oneOf: ['RAW', 'DIGEST', 'EXTERNAL_MU'] },
  SigningAlgorithm: { required: true },
} as const;

/** What precedes a digest in a PKCS #1 v1.5 signature (RFC 8017 section 9.2). */
const DIGEST_INFO: Readonly<Record<string, string>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

interface Signing {
  readonly spec: KeySpec;
  readonly algorithm: SigningAlgorithmSpec;
  readonly privateKey: KeyObject;
  readonly message: Uint8Array;
  readonly type: MessageType;
}

/** @throws AwsError InvalidKeyUsageException when the key does not sign so */
export function checkSigningAlgorithm(key: Key, algorithm: SigningAlgorithmSpec): void {
  if (algorithm === 'ED25519_PH_SHA_512' && key.spec === 'ECC_NIST_EDWARDS25519') {
    throw notImplemented('kms', `signatures with ${algorithm}`);
  }
  if (kindOf(key.spec)?.signing?.includes(algorithm) !== true) throw wrongAlgorithm(algorithm, key.spec);
}

const hashOf = (algorithm: SigningAlgorithmSpec): string => `sha${algorithm.slice(-3)}`;

function digestOf({ algorithm, message, type }: Signing): Uint8Array {
  const hash = hashOf(algorithm);
  if (type === 'EXTERNAL_MU') throw validation(`MessageType ${type} is not valid for ${algorithm}.`);
  if (type === 'RAW') return createHash(hash).update(message).digest();
  if (message.length !== Number(hash.slice(3)) / 8) {
    throw validation(`Digest is invalid length for algorithm ${algorithm}.`);
  }
  return message;
}

function ed25519Message({ algorithm, message, type }: Signing): Uint8Array {
  if (type !== 'RAW') throw validation(`MessageType ${type} is not valid for ${algorithm}.`);
  return message;
}

const pkcs1 = (algorithm: SigningAlgorithmSpec, digest: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(DIGEST_INFO[hashOf(algorithm)] ?? '', 'hex'), digest]);

export function sign(signing: Signing, ids: Ids): Buffer {
  const { spec, algorithm, privateKey } = signing;
  if (algorithm === 'ED25519_SHA_512') return signMessage(null, ed25519Message(signing), privateKey);
  const digest = digestOf(signing);
  const { curve } = kindOf(spec) ?? {};
  if (curve !== undefined) return ecdsa.signDigest(curve, privateKey, digest);
  if (algorithm.startsWith('RSASSA_PSS')) {
    return rsaPss.signDigest(hashOf(algorithm), privateKey, digest, ids.bytes(digest.length));
  }
  return privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, pkcs1(algorithm, digest));
}

export function verify(signing: Signing, signature: Uint8Array): boolean {
  const { spec, algorithm, privateKey } = signing;
  const publicKey = createPublicKey(privateKey);
  if (algorithm === 'ED25519_SHA_512') {
    return verifyMessage(null, ed25519Message(signing), publicKey, signature);
  }
  const digest = digestOf(signing);
  const { curve } = kindOf(spec) ?? {};
  if (curve !== undefined) return ecdsa.verifyDigest(curve, privateKey, digest, signature);
  if (algorithm.startsWith('RSASSA_PSS')) {
    return rsaPss.verifyDigest(hashOf(algorithm), publicKey, digest, signature);
  }
  try {
    const signed = publicDecrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature);
    return signed.equals(pkcs1(algorithm, digest));
  } catch {
    return false;
  }
}
