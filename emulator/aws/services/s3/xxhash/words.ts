/**
 * The arithmetic of both xxHash generations: unsigned words of 64 bits, all operations modulo 2^64. V8 compiles bigints to
 * machine words only where each step, shifts to the right included, is cut by a `BigInt.asUintN` of its own that stands
 * there: behind a function like `word` the same costs twenty times as much. So the loops over all bytes do not call it.
 *
 * Evidence: the specification, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md.
 */
export const PRIME32_1 = 0x9e3779b1n;
export const PRIME32_2 = 0x85ebca77n;
export const PRIME32_3 = 0xc2b2ae3dn;
export const PRIME64_1 = 0x9e3779b185ebca87n;
export const PRIME64_2 = 0xc2b2ae3d27d4eb4fn;
export const PRIME64_3 = 0x165667b19e3779f9n;
export const PRIME64_4 = 0x85ebca77c2b2ae63n;
export const PRIME64_5 = 0x27d4eb2f165667c5n;

/** The low 64 bits. */
export const word = (value: bigint): bigint => BigInt.asUintN(64, value);

/** Rotates a word to the left by 1 to 63 bits. */
export const rotate = (value: bigint, bits: bigint): bigint => word(value << bits) | (value >> (64n - bits));

/** The word with its low bits mixed with those `bits` above them. */
export const shiftXor = (value: bigint, bits: bigint): bigint => value ^ (value >> bits);

/** Spreads every bit of a word over all of them, as XXH64 ends. */
export function avalanche(value: bigint): bigint {
  const once = word(shiftXor(value, 33n) * PRIME64_2);
  return shiftXor(word(shiftXor(once, 29n) * PRIME64_3), 32n);
}

/** Words in the order in which a checksum is written: most significant byte first. */
export function bigEndian(...words: readonly bigint[]): Buffer {
  const bytes = Buffer.allocUnsafe(8 * words.length);
  for (const [index, value] of words.entries()) bytes.writeBigUInt64BE(value, 8 * index);
  return bytes;
}
