/**
 * Keys that customers keep (SSE-C). A request brings its key and S3 forgets it; what stays is a salted HMAC, by which a
 * later request's key is told to be the same one.
 *
 * Evidence: fact sheet S3 §12; User Guide "Using server-side encryption with customer-provided keys" (the salted HMAC);
 * which refusals repeat a value, answers that LocalStack recorded from AWS (test_s3.py, February 2026).
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Ids } from '../../kernel/ids.ts';
import { invalidArgument, invalidEncryptionAlgorithm } from './errors.ts';

export interface CustomerKey {
  /** 32 bytes. */
  readonly bytes: Uint8Array;
  /** Base64. */
  readonly md5: string;
}

/** What is kept of a key; both in base64. */
export interface KeyProof {
  readonly salt: string;
  readonly mac: string;
}

export interface CustomerKeyInput {
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSECustomerKey?: string | undefined;
  readonly SSECustomerKeyMD5?: string | undefined;
}

const HEADER = 'x-amz-server-side-encryption';

/** How S3 begins what it says about such keys. */
export const CUSTOMER_KEY = 'Requests specifying Server Side Encryption with Customer provided keys';

/**
 * The key that a request brings; undefined when it has none of the headers.
 *
 * @throws AwsError InvalidArgument, InvalidEncryptionAlgorithmError
 */
export function sentCustomerKey(input: CustomerKeyInput): CustomerKey | undefined {
  const { SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 } = input;
  if (SSECustomerAlgorithm === undefined && SSECustomerKey === undefined && SSECustomerKeyMD5 === undefined) {
    return undefined;
  }
  if (SSECustomerAlgorithm === undefined) {
    throw refusal(`${CUSTOMER_KEY} must provide a valid encryption algorithm.`);
  }
  if (SSECustomerAlgorithm !== 'AES256') throw invalidEncryptionAlgorithm(SSECustomerAlgorithm);
  if (SSECustomerKey === undefined) {
    throw refusal(`${CUSTOMER_KEY} must provide an appropriate secret key.`);
  }
  const bytes = Buffer.from(SSECustomerKey, 'base64');
  const md5 = createHash('md5').update(bytes).digest('base64');
  if (SSECustomerKeyMD5 !== undefined && SSECustomerKeyMD5 !== md5) {
    throw refusal('The calculated MD5 hash of the key did not match the hash that was provided.');
  }
  if (bytes.length !== 32) throw refusal('The secret key was invalid for the specified algorithm.');
  return { bytes, md5 };
}

export function proofOf(key: CustomerKey, ids: Ids): KeyProof {
  const salt = ids.base64(16);
  return { salt, mac: macOf(key, salt).toString('base64') };
}

/** Whether it is the key that the proof was made of. */
export function proves(key: CustomerKey, proof: KeyProof | undefined): boolean {
  if (proof === undefined) return false;
  return timingSafeEqual(macOf(key, proof.salt), Buffer.from(proof.mac, 'base64'));
}

const macOf = (key: CustomerKey, salt: string): Buffer =>
  createHmac('sha256', Buffer.from(salt, 'base64')).update(key.bytes).digest();

const refusal = (message: string) => invalidArgument(message, HEADER);
