/**
 * Ciphertext blobs of symmetric keys. A blob says by itself which key and which of the key's materials made it, so that
 * Decrypt needs no KeyId and old blobs outlive rotations; all of it and the encryption context are authenticated.
 *
 * The layout is our own (AWS's is not published): 5 bytes of mark, as AWS's blobs begin, 2 bytes of length, the key's
 * ARN, 32 bytes of material id, 12 bytes of nonce, 16 bytes of tag, and the AES-256-GCM ciphertext.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Ids } from '../../kernel/ids.ts';
import { contextBytes, type EncryptionContext } from './encryption-context.ts';
import { invalidCiphertext } from './errors.ts';
import type { Material } from './keys.ts';

const MARK = Buffer.from('0102020078', 'hex');
const NONCE = 12;
const TAG = 16;
const MATERIAL_ID = 32;

/** A blob taken apart. */
export interface Ciphertext {
  readonly keyArn: string;
  readonly materialId: string;
  /** What is authenticated beside the context. */
  readonly header: Buffer;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly body: Buffer;
}

/** @param materialId 64 hex digits */
function headerOf(keyArn: string, materialId: string): Buffer {
  const name = Buffer.from(keyArn);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(name.length);
  return Buffer.concat([MARK, length, name, Buffer.from(materialId, 'hex')]);
}

export function seal(
  plaintext: Uint8Array,
  keyArn: string,
  material: Material,
  context: EncryptionContext | undefined,
  ids: Ids,
): Buffer {
  const header = headerOf(keyArn, material.id);
  const nonce = ids.bytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', material.bytes, nonce);
  cipher.setAAD(Buffer.concat([header, contextBytes(context)]));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
}

/** @throws AwsError InvalidCiphertextException for anything that no key here has made */
export function readCiphertext(bytes: Uint8Array): Ciphertext {
  const blob = Buffer.from(bytes);
  if (!blob.subarray(0, MARK.length).equals(MARK) || blob.length < MARK.length + 2) throw invalidCiphertext();
  const nameAt = MARK.length + 2;
  const idAt = nameAt + blob.readUInt16BE(MARK.length);
  const nonceAt = idAt + MATERIAL_ID;
  const tagAt = nonceAt + NONCE;
  const bodyAt = tagAt + TAG;
  if (blob.length < bodyAt) throw invalidCiphertext();
  return {
    keyArn: blob.toString('utf8', nameAt, idAt),
    materialId: blob.toString('hex', idAt, nonceAt),
    header: blob.subarray(0, nonceAt),
    nonce: blob.subarray(nonceAt, tagAt),
    tag: blob.subarray(tagAt, bodyAt),
    body: blob.subarray(bodyAt),
  };
}

/** @throws AwsError InvalidCiphertextException when anything was changed, the context included */
export function open(
  ciphertext: Ciphertext,
  material: Material,
  context: EncryptionContext | undefined,
): Buffer {
  const { header, nonce, tag, body } = ciphertext;
  const decipher = createDecipheriv('aes-256-gcm', material.bytes, nonce);
  decipher.setAAD(Buffer.concat([header, contextBytes(context)]));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}
