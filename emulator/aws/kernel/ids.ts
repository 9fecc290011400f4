/**
 * Every id and every random choice of a cloud, from one seed, so that the same seed and the same requests give the
 * same ids. The generator is xoshiro128**, seeded through SHA-256; it is not for keys that must be secret. Only names of
 * files are drawn from the machine: they must be new in every folder, and nobody is to guess them.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CROCKFORD_CODES = Buffer.from(CROCKFORD, 'latin1');
const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export class Ids {
  readonly seed: string;
  /** Four words of state, signed, which V8 keeps without boxing them. */
  #s0: number;
  #s1: number;
  #s2: number;
  #s3: number;
  /** Bytes that are on their way to being text. */
  #spelled = Buffer.alloc(0);
  #fileNames = 0;

  /**
   * @param seed any text; a fresh random one when absent
   * @param boot how often this cloud's data has been opened, so that a restart never repeats an id
   */
  constructor(seed: string | undefined, boot = 0) {
    this.seed = seed ?? randomBytes(16).toString('hex');
    const digest = createHash('sha256').update(`${this.seed}/${boot}`).digest();
    this.#s0 = digest.readInt32LE(0);
    this.#s1 = digest.readInt32LE(4);
    this.#s2 = digest.readInt32LE(8);
    this.#s3 = digest.readInt32LE(12);
  }

  /** A whole number from 0 to 2³²−1. */
  uint32(): number {
    const s1 = this.#s1;
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const t2 = this.#s2 ^ this.#s0;
    const t3 = this.#s3 ^ s1;
    this.#s1 = s1 ^ t2;
    this.#s0 ^= t3;
    this.#s2 = t2 ^ (s1 << 9);
    this.#s3 = rotateLeft(t3, 11);
    return result;
  }

  /** A fraction from 0 up to, not including, 1. */
  random(): number {
    return this.uint32() / 2 ** 32;
  }

  /** `length` characters out of an alphabet. */
  text(length: number, alphabet: string): string {
    const codes = Buffer.allocUnsafe(length);
    for (let i = 0; i < length; i += 1) codes[i] = alphabet.charCodeAt(this.uint32() % alphabet.length);
    return codes.toString('latin1');
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(wholeWords(length));
    this.#fill(bytes, length);
    return bytes.subarray(0, length);
  }

  /** So many bytes, in base64. */
  base64(length: number): string {
    const bytes = this.#room(wholeWords(length));
    this.#fill(bytes, length);
    return bytes.toString('base64', 0, length);
  }

  /** A byte at a time: `writeUInt32LE` takes three times as long (Node 24.21, measured 2026-11-30). */
  #fill(bytes: Buffer, length: number): void {
    for (let i = 0; i < length; i += WORD) {
      const word = this.uint32();
      bytes[i] = word;
      bytes[i + 1] = word >>> 8;
      bytes[i + 2] = word >>> 16;
      bytes[i + 3] = word >>> 24;
    }
  }

  #room(length: number): Buffer {
    if (this.#spelled.length < length) this.#spelled = Buffer.allocUnsafe(length);
    return this.#spelled;
  }

  hex(length: number): string {
    return this.bytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length);
  }

  /**
   * 20 hex digits that nobody ever drew before, whatever the seed. The first eight count, so that records of such names
   * are added at one place of their index: where names fall anywhere, pages divide all the time.
   */
  fileName(): string {
    this.#fileNames += 1;
    return this.#fileNames.toString(16).padStart(8, '0') + randomUUID().slice(-12);
  }

  /** Crockford base32, as S3's request ids are written: six characters out of every number drawn. */
  base32(length: number): string {
    const codes = this.#room(length);
    for (let i = 0, bits = 0; i < length; i += 1, bits >>>= 5) {
      if (i % 6 === 0) bits = this.uint32();
      codes[i] = CROCKFORD_CODES[bits & 31]!;
    }
    return codes.toString('latin1', 0, length);
  }

  base62(length: number): string {
    return this.text(length, BASE62);
  }

  /** A version 4 UUID. */
  uuid(): string {
    const bytes = this.bytes(16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}

/** Bytes of what `uint32` draws. */
const WORD = 4;

const wholeWords = (length: number): number => Math.ceil(length / WORD) * WORD;

const rotateLeft = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
