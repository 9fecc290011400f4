/**
 * Encryption at rest, as far as a client can see it: which kind a request asks for, what the bucket's default makes of
 * a request that asks for none, and what answers say. Bytes under a customer's key are enciphered with it; others are
 * kept as they came.
 *
 * Evidence: fact sheet S3 §12 (recorded 2026-02 to 2026-09).
 * Gaps: customer keys are accepted over plain http, because a local cloud has no TLS.
 */
import type { EncryptionType, ServerSideEncryption } from '@aws-sdk/client-s3';
import { notImplemented } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import { objectArn, type Bucket } from './bucket.ts';
import {
  CUSTOMER_KEY,
  proofOf,
  proves,
  sentCustomerKey,
  type CustomerKey,
  type CustomerKeyInput,
} from './customer-key.ts';
import { accessDenied, invalidArgument, invalidRequest } from './errors.ts';
import type { ObjectEncryption } from './object.ts';
import type { S3 } from './s3.ts';

/** A bucket's default encryption. */
export interface EncryptionDefault {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  readonly keyId?: string;
  readonly bucketKey: boolean;
  /** `['SSE-C']`, or `['NONE']` once it was unblocked. */
  readonly blocked: readonly EncryptionType[];
  /** Whether somebody set it, as opposed to S3's own default. */
  readonly explicit: boolean;
}

/** What every bucket has until somebody says otherwise; since April 2026 with customer keys blocked. */
export const FACTORY_DEFAULT: EncryptionDefault = {
  algorithm: 'AES256',
  bucketKey: false,
  blocked: ['SSE-C'],
  explicit: false,
};

export interface EncryptionInput extends CustomerKeyInput {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly SSEKMSEncryptionContext?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
}

/** How a write is encrypted. */
export interface WriteEncryption {
  /** What is remembered of it. */
  readonly kept: ObjectEncryption | undefined;
  /** The customer's key, which is forgotten with the request. */
  readonly key: CustomerKey | undefined;
}

const HEADER = 'x-amz-server-side-encryption';

/**
 * How a new object is encrypted.
 *
 * @throws AwsError InvalidArgument, InvalidEncryptionAlgorithmError, AccessDenied, KMS.…
 */
export function encryptionFor(
  s3: S3,
  call: Call,
  bucket: Bucket,
  key: string,
  input: EncryptionInput,
): WriteEncryption {
  const fallback = s3.configs.get(bucket, 'encryption') ?? FACTORY_DEFAULT;
  const customerKey = sentCustomerKey(input);
  if (customerKey !== undefined) {
    if (input.ServerSideEncryption !== undefined) {
      throw invalidArgument(
        'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
        HEADER,
        input.ServerSideEncryption,
      );
    }
    if (fallback.blocked.includes('SSE-C')) throw customerKeysBlocked(call, bucket, key);
    return { kept: { algorithm: 'customer', proof: proofOf(customerKey, s3.kernel.ids) }, key: customerKey };
  }
  checkKmsHeaders(input);
  const algorithm = algorithmOf(input.ServerSideEncryption) ?? fallback.algorithm;
  if (algorithm === 'AES256') return { kept: undefined, key: undefined };
  const keyId =
    input.ServerSideEncryption === undefined ? fallback.keyId : (input.SSEKMSKeyId ?? fallback.keyId);
  const keyArn = resolveKey(call, bucket, keyId, 'kms:GenerateDataKey');
  const bucketKey = algorithm === 'aws:kms' && (input.BucketKeyEnabled ?? fallback.bucketKey);
  return { kept: { algorithm, keyArn, ...(bucketKey && { bucketKey }) }, key: undefined };
}

/**
 * Encryption under one KMS key, which the caller must be allowed to use.
 *
 * @throws AwsError KMS.…, AccessDenied
 */
export function encryptionUnderKey(
  call: Call,
  bucket: Bucket,
  keyId: string,
  bucketKey: boolean,
): ObjectEncryption {
  const keyArn = resolveKey(call, bucket, keyId, 'kms:GenerateDataKey');
  return { algorithm: 'aws:kms', keyArn, ...(bucketKey && { bucketKey }) };
}

/**
 * What answers say of an object's encryption.
 *
 * @param key the customer's key, as the request brought it
 */
export function encryptionMembers(
  encryption: ObjectEncryption | undefined,
  key?: CustomerKey,
): EncryptionMembers {
  if (encryption === undefined) return SSE_S3;
  const { algorithm, keyArn, bucketKey } = encryption;
  if (algorithm === 'customer') {
    return { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: key?.md5 };
  }
  return {
    ServerSideEncryption: algorithm,
    SSEKMSKeyId: keyArn,
    ...(bucketKey === true && { BucketKeyEnabled: true }),
  };
}

export interface EncryptionMembers {
  readonly ServerSideEncryption?: ServerSideEncryption | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSECustomerKeyMD5?: string | undefined;
}

const SSE_S3: EncryptionMembers = { ServerSideEncryption: 'AES256' };

/** An ETag is the MD5 of what was sent only where no key but S3's own is used. */
export const etagFor = (s3: S3, encryption: ObjectEncryption | undefined, md5: string): string =>
  encryption === undefined ? md5 : s3.kernel.ids.hex(32);

/**
 * Whether a reader may have the plaintext: the customer's key matches, or KMS lets the caller decrypt.
 *
 * @returns the key that deciphers the bytes, where it is a customer's
 * @throws AwsError InvalidRequest, AccessDenied, KMS.…
 */
export function checkReadable(
  call: Call,
  bucket: Bucket,
  encryption: ObjectEncryption | undefined,
  input: EncryptionInput,
): CustomerKey | undefined {
  const sent = sentCustomerKey(input);
  if (encryption?.algorithm !== 'customer') {
    if (sent !== undefined)
      throw invalidRequest('The encryption parameters are not applicable to this object.');
    if (encryption?.keyArn !== undefined) resolveKey(call, bucket, encryption.keyArn, 'kms:Decrypt');
    return undefined;
  }
  if (sent === undefined) {
    throw invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    );
  }
  if (!proves(sent, encryption.proof))
    throw accessDenied(`${CUSTOMER_KEY} must provide the correct secret key.`);
  return sent;
}

function algorithmOf(text: string | undefined): EncryptionDefault['algorithm'] | undefined {
  if (text === undefined || text === 'AES256' || text === 'aws:kms' || text === 'aws:kms:dsse') return text;
  throw invalidArgument('The encryption method specified is not supported', HEADER, text);
}

function checkKmsHeaders(input: EncryptionInput): void {
  const { ServerSideEncryption, SSEKMSKeyId, SSEKMSEncryptionContext } = input;
  if (SSEKMSKeyId !== undefined && !ServerSideEncryption?.startsWith('aws:kms')) {
    throw invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      HEADER,
      ServerSideEncryption,
    );
  }
  if (SSEKMSEncryptionContext !== undefined && !isContext(SSEKMSEncryptionContext)) {
    throw invalidArgument(
      "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map",
      'x-amz-server-side-encryption-context',
      SSEKMSEncryptionContext,
    );
  }
}

/** Base64 of JSON, or JSON itself where the wire has already decoded it. */
function isContext(text: string): boolean {
  for (const json of [text, Buffer.from(text, 'base64').toString('utf8')]) {
    try {
      const value: unknown = JSON.parse(json);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
      if (Object.values(value).every((item) => typeof item === 'string')) return true;
    } catch {
      continue;
    }
  }
  return false;
}

function resolveKey(
  call: Call,
  bucket: Bucket,
  keyId: string | undefined,
  action: 'kms:Decrypt' | 'kms:GenerateDataKey',
): string {
  const keys = call.kernel.ports.find('keys');
  if (keys === undefined)
    throw notImplemented('s3', 'encryption with KMS keys, because this cloud has no KMS');
  requireVersion4(call);
  const scope = { ...call.scope, accountId: bucket.account, region: bucket.region };
  return keys.resolve({
    scope,
    principal: call.principal,
    keyId: keyId ?? keys.managed(scope, 's3'),
    action,
    viaService: 's3',
    cause: call.seq,
  });
}

/** KMS takes no request of nobody, nor one that was signed in the old way: fact sheet S3 §2.7. */
function requireVersion4({ principal, authentication }: Call): void {
  const isOld = authentication !== undefined && authentication.region === undefined;
  if (principal.kind !== 'anonymous' && !isOld) return;
  throw invalidArgument(
    'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
    'Authorization',
    'null',
  );
}

function customerKeysBlocked(call: Call, bucket: Bucket, key: string) {
  const blocked =
    'because this bucket has blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C). Please specify a different server-side encryption type';
  if (call.principal.kind !== 'user') return accessDenied();
  return accessDenied(
    `User: ${call.principal.arn} is not authorized to perform: s3:PutObject on resource: "${objectArn(bucket.name, key)}" ${blocked}`,
  );
}
