/** XXH3 with seed 0 and the secret of the specification, of 64 and of 128 bits: S3's XXHASH3 and XXHASH128. */
import { avalanche3, foldedProduct, SECRET, secretAt } from './mixing.ts';
import { SHORT, shortHash128, shortHash64 } from './xxh3-short.ts';
import {
  bigEndian,
  PRIME32_1,
  PRIME32_2,
  PRIME32_3,
  PRIME64_1,
  PRIME64_2,
  PRIME64_3,
  PRIME64_4,
  PRIME64_5,
  shiftXor,
  word,
} from './words.ts';

/** Bytes that the eight lanes take at once. */
const STRIPE = 64;
/** Stripes, each with a secret that begins eight bytes later, after which the lanes are scrambled. */
const STRIPES = (SECRET.length - STRIPE) / 8;
const BLOCK = STRIPE * STRIPES;

/** Where the secret of the last stripe begins, and those of the words that come out. */
const LAST_STRIPE_SECRET = SECRET.length - STRIPE - 7;
const LOW_SECRET = 11;
const HIGH_SECRET = SECRET.length - STRIPE - 11;

/** An XXH3 under way. */
export class Xxh3 {
  readonly #bits: 64 | 128;
  readonly #lanes = BigUint64Array.of(
    PRIME32_3,
    PRIME64_1,
    PRIME64_2,
    PRIME64_3,
    PRIME64_4,
    PRIME32_2,
    PRIME64_5,
    PRIME32_1,
  );
  /** The block that is filling, and before it the stripe that it follows: the last stripe may reach back into that. */
  readonly #held = Buffer.alloc(STRIPE + BLOCK);
  readonly #words = new DataView(this.#held.buffer, this.#held.byteOffset, this.#held.byteLength);
  /** How much of the block there is; a full one waits until something follows. */
  #filled = 0;
  #length = 0;

  constructor(bits: 64 | 128) {
    this.#bits = bits;
  }

  update(data: Uint8Array): void {
    this.#length += data.length;
    for (let at = 0; at < data.length;) {
      if (this.#filled === BLOCK) this.#takeBlock();
      const end = Math.min(data.length, at + BLOCK - this.#filled);
      this.#held.set(data.subarray(at, end), STRIPE + this.#filled);
      this.#filled += end - at;
      at = end;
    }
  }

  /** The eight or sixteen bytes, most significant first. Ends the hash. */
  bytes(): Buffer {
    if (this.#length <= SHORT) {
      const input = this.#held.subarray(STRIPE, STRIPE + this.#length);
      return this.#bits === 64 ? bigEndian(shortHash64(input)) : bigEndian(...shortHash128(input));
    }
    const stripes = Math.floor((this.#filled - 1) / STRIPE);
    for (let stripe = 0; stripe < stripes; stripe += 1) this.#takeStripe(STRIPE * (stripe + 1), 8 * stripe);
    this.#takeStripe(this.#filled, LAST_STRIPE_SECRET);
    const length = BigInt(this.#length);
    const low = this.#merged(LOW_SECRET, word(length * PRIME64_1));
    if (this.#bits === 64) return bigEndian(low);
    return bigEndian(this.#merged(HIGH_SECRET, word(~(length * PRIME64_2))), low);
  }

  #takeBlock(): void {
    for (let stripe = 0; stripe < STRIPES; stripe += 1) this.#takeStripe(STRIPE * (stripe + 1), 8 * stripe);
    const lanes = this.#lanes;
    for (let lane = 0; lane < 8; lane += 1) {
      const key = SECRET_WORDS.getBigUint64(SECRET.length - STRIPE + 8 * lane, true);
      lanes[lane] = word((shiftXor(lanes[lane]!, 47n) ^ key) * PRIME32_1);
    }
    this.#held.copyWithin(0, BLOCK);
    this.#filled = 0;
  }

  #takeStripe(at: number, secret: number): void {
    const lanes = this.#lanes;
    const words = this.#words;
    for (let lane = 0; lane < 8; lane += 1) {
      const data = words.getBigUint64(at + 8 * lane, true);
      const keyed = BigInt.asUintN(64, data ^ SECRET_WORDS.getBigUint64(secret + 8 * lane, true));
      const product = BigInt.asUintN(64, BigInt.asUintN(32, keyed) * BigInt.asUintN(64, keyed >> 32n));
      lanes[lane ^ 1] = BigInt.asUintN(64, lanes[lane ^ 1]! + data);
      lanes[lane] = BigInt.asUintN(64, lanes[lane]! + product);
    }
  }

  #merged(secret: number, start: bigint): bigint {
    const lanes = this.#lanes;
    let sum = start;
    for (let lane = 0; lane < 8; lane += 2) {
      const at = secret + 8 * lane;
      sum += foldedProduct(lanes[lane]! ^ secretAt(at), lanes[lane + 1]! ^ secretAt(at + 8));
    }
    return avalanche3(word(sum));
  }
}

/** Read in the loop over all bytes, where a Buffer's methods cost more. */
const SECRET_WORDS = new DataView(SECRET.buffer, SECRET.byteOffset, SECRET.byteLength);
