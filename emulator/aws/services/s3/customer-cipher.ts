/**
 * Enciphers bytes under a customer's key before they are kept, and deciphers any stretch of them: AES-256 in counter
 * mode, which keeps lengths and can begin anywhere. A blob's name never comes twice,
 * so it is the counter's first digits, and the rest counts blocks.
 *
 * Gaps: AWS uses GCM, which also tells bytes that were tampered with; no client can see the difference.
 */
import { createCipheriv, createDecipheriv, type Decipheriv } from 'node:crypto';
import { pipeline, type Readable } from 'node:stream';
import type { Sealing } from '../../kernel/blobs.ts';
import type { CustomerKey } from './customer-key.ts';

const MODE = 'aes-256-ctr';
const BLOCK = 16;

export function sealing(key: CustomerKey | undefined): Sealing | undefined {
  if (key === undefined) return undefined;
  return (blob) => {
    const cipher = createCipheriv(MODE, key.bytes, counter(blob, 0));
    return (chunk) => cipher.update(chunk);
  };
}

/** @param first where in the blob the bytes begin */
export function opened(
  bytes: Uint8Array | Readable,
  key: CustomerKey | undefined,
  blob: string,
  first = 0,
): Uint8Array | Readable {
  if (key === undefined) return bytes;
  const decipher = decipherFrom(key, blob, first);
  if (bytes instanceof Uint8Array) return decipher.update(bytes);
  // Whoever reads sees a failure as one of the stream that it was given.
  return pipeline(bytes, decipher, () => {});
}

function decipherFrom(key: CustomerKey, blob: string, first: number): Decipheriv {
  const decipher = createDecipheriv(MODE, key.bytes, counter(blob, Math.floor(first / BLOCK)));
  decipher.update(Buffer.alloc(first % BLOCK));
  return decipher;
}

function counter(blob: string, blocks: number): Buffer {
  const start = BigInt.asUintN(128, BigInt(`0x${blob.padEnd(2 * BLOCK, '0')}`) + BigInt(blocks));
  return Buffer.from(start.toString(16).padStart(2 * BLOCK, '0'), 'hex');
}
