/** XXH3 of at most 240 bytes, which has a formula of its own for each range of lengths. Seed 0. */
import { avalanche3, foldedProduct, SECRET, secretAt } from './mixing.ts';
import { avalanche, PRIME32_2, PRIME64_1, PRIME64_2, PRIME64_4, rotate, shiftXor, word } from './words.ts';

/** The longest input these formulas are for, in bytes. */
export const SHORT = 240;

const FINAL_MULTIPLIER = 0x9fb21c651e98df25n;

/** The 64-bit hash. */
export function shortHash64(input: Buffer): bigint {
  const { length } = input;
  if (length === 0) return avalanche(secretAt(56) ^ secretAt(64));
  if (length <= 3) return avalanche(packed(input) ^ secretPair32(0));
  if (length <= 8) return hash64Of4To8(input);
  if (length <= 16) return hash64Of9To16(input);
  let sum = word(BigInt(length) * PRIME64_1);
  if (length <= 128) {
    for (let at = 16 * ((length - 1) >> 5); at >= 0; at -= 16) {
      sum += mixed(input, at, 2 * at) + mixed(input, length - 16 - at, 2 * at + 16);
    }
    return avalanche3(word(sum));
  }
  for (let at = 0; at < 128; at += 16) sum += mixed(input, at, at);
  sum = avalanche3(word(sum));
  for (let at = 128; at + 16 <= length; at += 16) sum += mixed(input, at, at - 125);
  return avalanche3(word(sum + mixed(input, length - 16, 119)));
}

/** The 128-bit hash: its high word, then its low one. */
export function shortHash128(input: Buffer): readonly [high: bigint, low: bigint] {
  const { length } = input;
  if (length === 0) return [avalanche(secretAt(80) ^ secretAt(88)), avalanche(secretAt(64) ^ secretAt(72))];
  if (length <= 3) return hash128Of1To3(input);
  if (length <= 8) return hash128Of4To8(input);
  if (length <= 16) return hash128Of9To16(input);
  const pair = new Pair(input);
  if (length <= 128) {
    for (let at = 16 * ((length - 1) >> 5); at >= 0; at -= 16) pair.mix(at, length - 16 - at, 2 * at);
    return pair.hash();
  }
  for (let at = 0; at < 128; at += 32) pair.mix(at, at + 16, at);
  pair.spread();
  for (let at = 128; at + 32 <= length; at += 32) pair.mix(at, at + 16, at - 125);
  pair.mix(length - 16, length - 32, 103);
  return pair.hash();
}

function hash64Of4To8(input: Buffer): bigint {
  const { length } = input;
  const both = BigInt(input.readUInt32LE(length - 4)) | (BigInt(input.readUInt32LE(0)) << 32n);
  let hash = both ^ secretAt(8) ^ secretAt(16);
  hash ^= rotate(hash, 49n) ^ rotate(hash, 24n);
  hash = word(hash * FINAL_MULTIPLIER);
  hash ^= (hash >> 35n) + BigInt(length);
  return shiftXor(word(hash * FINAL_MULTIPLIER), 28n);
}

function hash64Of9To16(input: Buffer): bigint {
  const { length } = input;
  const first = input.readBigUInt64LE(0) ^ secretAt(24) ^ secretAt(32);
  const last = input.readBigUInt64LE(length - 8) ^ secretAt(40) ^ secretAt(48);
  return avalanche3(word(BigInt(length) + reversed(first) + last + foldedProduct(first, last)));
}

function hash128Of1To3(input: Buffer): readonly [bigint, bigint] {
  const low = packed(input);
  const swapped = reversed(low) >> 32n;
  const high = BigInt.asUintN(32, swapped << 13n) | (swapped >> 19n);
  return [avalanche(high ^ secretPair32(8)), avalanche(low ^ secretPair32(0))];
}

function hash128Of4To8(input: Buffer): readonly [bigint, bigint] {
  const { length } = input;
  const both = BigInt(input.readUInt32LE(0)) | (BigInt(input.readUInt32LE(length - 4)) << 32n);
  const product = (both ^ secretAt(16) ^ secretAt(24)) * (PRIME64_1 + BigInt(4 * length));
  const high = word((product >> 64n) + (product << 1n));
  const low = word(product) ^ (high >> 3n);
  return [avalanche3(high), shiftXor(word(shiftXor(low, 35n) * FINAL_MULTIPLIER), 28n)];
}

function hash128Of9To16(input: Buffer): readonly [bigint, bigint] {
  const { length } = input;
  const last = input.readBigUInt64LE(length - 8);
  const product = (input.readBigUInt64LE(0) ^ last ^ secretAt(32) ^ secretAt(40)) * PRIME64_1;
  const keyed = last ^ secretAt(48) ^ secretAt(56);
  const high = word((product >> 64n) + keyed + BigInt.asUintN(32, keyed) * (PRIME32_2 - 1n));
  const low = word(product + (BigInt(length - 1) << 54n)) ^ reversed(high);
  const hash = low * PRIME64_2;
  return [avalanche3(word((hash >> 64n) + high * PRIME64_2)), avalanche3(word(hash))];
}

/** The two sums of 128 bits, over 17 to 240 bytes. */
class Pair {
  readonly #input: Buffer;
  #low: bigint;
  #high = 0n;

  constructor(input: Buffer) {
    this.#input = input;
    this.#low = word(BigInt(input.length) * PRIME64_1);
  }

  /** Takes 16 bytes from each of two places. */
  mix(first: number, second: number, secret: number): void {
    this.#low = word(this.#low + mixed(this.#input, first, secret)) ^ this.#sumAt(second);
    this.#high = word(this.#high + mixed(this.#input, second, secret + 16)) ^ this.#sumAt(first);
  }

  spread(): void {
    this.#low = avalanche3(this.#low);
    this.#high = avalanche3(this.#high);
  }

  hash(): readonly [bigint, bigint] {
    const length = BigInt(this.#input.length);
    const high = word(this.#low * PRIME64_1 + this.#high * PRIME64_4 + length * PRIME64_2);
    return [word(-avalanche3(high)), avalanche3(word(this.#low + this.#high))];
  }

  #sumAt(at: number): bigint {
    return word(this.#input.readBigUInt64LE(at) + this.#input.readBigUInt64LE(at + 8));
  }
}

/** Sixteen bytes of input, mixed with as many of the secret. */
const mixed = (input: Buffer, at: number, secret: number): bigint =>
  foldedProduct(
    input.readBigUInt64LE(at) ^ secretAt(secret),
    input.readBigUInt64LE(at + 8) ^ secretAt(secret + 8),
  );

/** One to three bytes and their number in 32 bits. */
const packed = (input: Buffer): bigint =>
  BigInt(
    ((input[0]! << 16) |
      (input[input.length >> 1]! << 24) |
      input[input.length - 1]! |
      (input.length << 8)) >>>
      0,
  );

const secretPair32 = (offset: number): bigint =>
  BigInt((SECRET.readUInt32LE(offset) ^ SECRET.readUInt32LE(offset + 4)) >>> 0);

/** The bytes of a word in the other order. */
function reversed(value: bigint): bigint {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigUInt64LE(value);
  return bytes.readBigUInt64BE();
}
