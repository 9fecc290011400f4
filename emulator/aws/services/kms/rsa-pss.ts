/**
 * RSASSA-PSS over a digest that the caller has made already: the encoding of RFC 8017 section 9.1 with MGF1 and a salt
 * as long as the digest, which is what KMS uses. Node signs messages only, so OpenSSL does the bare RSA step.
 */
import { constants, createHash, privateEncrypt, publicDecrypt, type KeyObject } from 'node:crypto';

const TRAILER = 0xbc;

function mask(hash: string, seed: Uint8Array, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 0; blocks.reduce((sum, block) => sum + block.length, 0) < length; counter += 1) {
    const suffix = Buffer.alloc(4);
    suffix.writeUInt32BE(counter);
    blocks.push(createHash(hash).update(seed).update(suffix).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

const xor = (a: Uint8Array, b: Uint8Array): Buffer => Buffer.from(a.map((byte, at) => byte ^ (b[at] ?? 0)));

const digestWith = (hash: string, digest: Uint8Array, salt: Uint8Array): Buffer =>
  createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();

const modulusBytes = (key: KeyObject): number => (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;

/** @param salt as many random bytes as the digest has */
export function signDigest(hash: string, privateKey: KeyObject, digest: Uint8Array, salt: Buffer): Buffer {
  const length = modulusBytes(privateKey);
  const h = digestWith(hash, digest, salt);
  const padding = Buffer.alloc(length - salt.length - h.length - 2);
  const block = Buffer.concat([padding, Buffer.of(1), salt]);
  const masked = xor(block, mask(hash, h, block.length));
  // The encoding is one bit shorter than the modulus.
  masked[0]! &= 0x7f;
  const encoded = Buffer.concat([masked, h, Buffer.of(TRAILER)]);
  return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encoded);
}

export function verifyDigest(
  hash: string,
  publicKey: KeyObject,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const length = modulusBytes(publicKey);
  if (signature.length !== length) return false;
  let encoded: Buffer;
  try {
    encoded = publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    return false;
  }
  const size = digest.length;
  const masked = encoded.subarray(0, length - size - 1);
  const h = encoded.subarray(length - size - 1, length - 1);
  if (encoded.at(-1) !== TRAILER || masked[0]! >= 0x80) return false;
  const block = xor(masked, mask(hash, h, masked.length));
  block[0]! &= 0x7f;
  const saltAt = block.length - size;
  if (block.subarray(0, saltAt - 1).some((byte) => byte !== 0) || block[saltAt - 1] !== 1) return false;
  return digestWith(hash, digest, block.subarray(saltAt)).equals(h);
}
