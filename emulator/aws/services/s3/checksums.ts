/**
 * The checksums that S3 computes, checks and keeps besides the ETag: of a whole object, or composed of its parts'.
 *
 * Evidence: fact sheet S3 §11.6; that xxHash values are written most significant byte first: the checksums that the AWS
 * SDK for JavaScript sends (@aws-sdk/checksums).
 */
import { createHash, hash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { CRC32C_FIELD, CRC32_FIELD, CRC64NVME_FIELD, Crc64Nvme, crc32c, type CrcField } from './crc.ts';
import { Xxh3 } from './xxhash/xxh3.ts';
import { Xxh64 } from './xxhash/xxh64.ts';

export const CHECKSUM_ALGORITHMS = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
  'SHA512',
  'MD5',
  'XXHASH64',
  'XXHASH3',
  'XXHASH128',
] as const;

export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64; a composite one ends in `-` and the number of parts. */
  readonly value: string;
}

/** What S3 computes when nobody asks for anything. */
export const DEFAULT_ALGORITHM = 'CRC64NVME';

const BYTES: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
  MD5: 16,
  XXHASH64: 8,
  XXHASH3: 8,
  XXHASH128: 16,
};

/** A checksum under way. */
export interface Digest {
  update(chunk: Uint8Array): void;
  /** Base64. Ends the digest. */
  value(): string;
}

export function isChecksumAlgorithm(text: string): text is ChecksumAlgorithm {
  return (CHECKSUM_ALGORITHMS as readonly string[]).includes(text);
}

/** In whatever case; that there is none is no fault. */
export const isChecksumType = (text: string | undefined): boolean =>
  text === undefined || ['FULL_OBJECT', 'COMPOSITE'].includes(text.toUpperCase());

/** Whether the text is base64 of as many bytes as the algorithm makes. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === BYTES[algorithm] && bytes.toString('base64') === text;
}

export function newDigest(algorithm: ChecksumAlgorithm): Digest {
  switch (algorithm) {
    case 'CRC32':
      return new Crc32Digest(crc32);
    case 'CRC32C':
      return new Crc32Digest(crc32c);
    case 'CRC64NVME':
      return new BytesDigest(new Crc64Nvme());
    case 'XXHASH64':
      return new BytesDigest(new Xxh64());
    case 'XXHASH3':
      return new BytesDigest(new Xxh3(64));
    case 'XXHASH128':
      return new BytesDigest(new Xxh3(128));
    default:
      return new HashDigest(algorithm.toLowerCase());
  }
}

/** The checksum of bytes that are all there. */
export function digestOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  switch (algorithm) {
    case 'CRC32':
    case 'CRC32C':
    case 'CRC64NVME':
    case 'XXHASH64':
    case 'XXHASH3':
    case 'XXHASH128': {
      const digest = newDigest(algorithm);
      digest.update(bytes);
      return digest.value();
    }
    default:
      return hash(algorithm.toLowerCase(), bytes, 'base64');
  }
}

/** How the checksums of parts make that of the object; undefined where they cannot. */
export function fieldOf(algorithm: ChecksumAlgorithm): CrcField | undefined {
  switch (algorithm) {
    case 'CRC32':
      return CRC32_FIELD;
    case 'CRC32C':
      return CRC32C_FIELD;
    case 'CRC64NVME':
      return CRC64NVME_FIELD;
    default:
      return undefined;
  }
}

/** The response header and SDK members of a checksum: `{ ChecksumCRC32: '…', ChecksumType: 'FULL_OBJECT' }`. */
export function checksumMembers(checksum: Checksum | undefined): ChecksumMembers {
  if (checksum === undefined) return {};
  return { [memberOf(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type };
}

export type ChecksumMember = `Checksum${ChecksumAlgorithm}`;

export type ChecksumMembers = { [Member in ChecksumMember]?: string | undefined } & {
  ChecksumType?: ChecksumType | undefined;
};

export const memberOf = (algorithm: ChecksumAlgorithm): ChecksumMember => `Checksum${algorithm}`;

export const headerOf = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** `CRC32 FULL_OBJECT DUoRhQ==`: how records keep a checksum. */
export const checksumText = (checksum: Checksum | undefined): string | null =>
  checksum === undefined ? null : `${checksum.algorithm} ${checksum.type} ${checksum.value}`;

export function parseChecksum(text: string | null): Checksum | undefined {
  if (text === null) return undefined;
  const [algorithm, type, value] = text.split(' ');
  return { algorithm: algorithm as ChecksumAlgorithm, type: type as ChecksumType, value: value ?? '' };
}

class Crc32Digest implements Digest {
  readonly #step: (data: Uint8Array, seed: number) => number;
  #crc = 0;

  constructor(step: (data: Uint8Array, seed: number) => number) {
    this.#step = step;
  }

  update(chunk: Uint8Array): void {
    this.#crc = this.#step(chunk, this.#crc);
  }

  value(): string {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeUInt32BE(this.#crc);
    return bytes.toString('base64');
  }
}

class BytesDigest implements Digest {
  readonly #check: Crc64Nvme | Xxh64 | Xxh3;

  constructor(check: Crc64Nvme | Xxh64 | Xxh3) {
    this.#check = check;
  }

  update(chunk: Uint8Array): void {
    this.#check.update(chunk);
  }

  value(): string {
    return this.#check.bytes().toString('base64');
  }
}

class HashDigest implements Digest {
  readonly #hash: Hash;

  constructor(name: string) {
    this.#hash = createHash(name);
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  value(): string {
    return this.#hash.digest('base64');
  }
}
