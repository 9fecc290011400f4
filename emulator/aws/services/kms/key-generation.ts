/**
 * Key material. Symmetric and HMAC keys come from the cloud's seed, so that a seeded run repeats; key pairs come from
 * OpenSSL, whose generator takes no seed. None of it protects anything real.
 */
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeySpec } from '@aws-sdk/client-kms';
import { notImplemented } from '../../kernel/aws-error.ts';
import type { Ids } from '../../kernel/ids.ts';
import { kindOf } from './key-spec.ts';

const generate = promisify(generateKeyPair);

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** @throws AwsError NotImplemented for specs that do not exist here */
export async function generatePair(spec: KeySpec): Promise<KeyPair> {
  const { family, size = 2_048, curve = '' } = kindOf(spec) ?? {};
  switch (family) {
    case 'rsa':
      return await generate('rsa', { modulusLength: size });
    case 'ecc':
      return await generate('ec', { namedCurve: curve });
    case 'ed25519':
      return await generate('ed25519');
    default:
      throw notImplemented('kms', `key pairs of spec ${spec}`);
  }
}

/** The bytes of a fresh key: raw for symmetric and HMAC keys, PKCS #8 for private keys. */
export async function generateMaterial(spec: KeySpec, ids: Ids): Promise<Uint8Array> {
  const { family, size = 32 } = kindOf(spec) ?? {};
  if (family === 'symmetric' || family === 'hmac') return ids.bytes(size);
  const { privateKey } = await generatePair(spec);
  return privateKey.export({ format: 'der', type: 'pkcs8' });
}
