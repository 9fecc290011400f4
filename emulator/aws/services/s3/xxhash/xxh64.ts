/** XXH64 with seed 0: S3's XXHASH64. */
import {
  avalanche,
  bigEndian,
  PRIME64_1,
  PRIME64_2,
  PRIME64_3,
  PRIME64_4,
  PRIME64_5,
  rotate,
  word,
} from './words.ts';

/** Bytes that the four lanes take at once. */
const STRIPE = 32;

const LANE_ROTATIONS = [1n, 7n, 12n, 18n];

/** An XXH64 under way. */
export class Xxh64 {
  readonly #lanes = BigUint64Array.of(word(PRIME64_1 + PRIME64_2), PRIME64_2, 0n, word(-PRIME64_1));
  /** What does not fill a stripe yet. */
  readonly #rest = Buffer.alloc(STRIPE);
  #length = 0;

  update(data: Uint8Array): void {
    const held = this.#length % STRIPE;
    this.#length += data.length;
    let at = 0;
    if (held > 0) {
      at = Math.min(STRIPE - held, data.length);
      this.#rest.set(data.subarray(0, at), held);
      if (held + at < STRIPE) return;
      this.#takeStripes(this.#rest);
    }
    const end = data.length - ((data.length - at) % STRIPE);
    this.#takeStripes(data.subarray(at, end));
    this.#rest.set(data.subarray(end));
  }

  /** The eight bytes, most significant first. */
  bytes(): Buffer {
    let hash = this.#length < STRIPE ? PRIME64_5 : this.#joined();
    hash = word(hash + BigInt(this.#length));
    const rest = this.#rest.subarray(0, this.#length % STRIPE);
    let at = 0;
    for (; at + 8 <= rest.length; at += 8) {
      hash ^= round(0n, rest.readBigUInt64LE(at));
      hash = word(rotate(hash, 27n) * PRIME64_1 + PRIME64_4);
    }
    if (at + 4 <= rest.length) {
      hash ^= word(BigInt(rest.readUInt32LE(at)) * PRIME64_1);
      hash = word(rotate(hash, 23n) * PRIME64_2 + PRIME64_3);
      at += 4;
    }
    for (const byte of rest.subarray(at)) {
      hash ^= word(BigInt(byte) * PRIME64_5);
      hash = word(rotate(hash, 11n) * PRIME64_1);
    }
    return bigEndian(avalanche(hash));
  }

  /** @param data whole stripes */
  #takeStripes(data: Uint8Array): void {
    const words = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const lanes = this.#lanes;
    for (let at = 0; at < data.length; at += STRIPE) {
      lanes[0] = round(lanes[0]!, words.getBigUint64(at, true));
      lanes[1] = round(lanes[1]!, words.getBigUint64(at + 8, true));
      lanes[2] = round(lanes[2]!, words.getBigUint64(at + 16, true));
      lanes[3] = round(lanes[3]!, words.getBigUint64(at + 24, true));
    }
  }

  #joined(): bigint {
    let hash = 0n;
    for (const [index, lane] of this.#lanes.entries()) hash += rotate(lane, LANE_ROTATIONS[index]!);
    for (const lane of this.#lanes) hash = word((hash ^ round(0n, lane)) * PRIME64_1 + PRIME64_4);
    return hash;
  }
}

/** A lane after it has taken a word. */
function round(lane: bigint, input: bigint): bigint {
  const sum = BigInt.asUintN(64, lane + BigInt.asUintN(64, input * PRIME64_2));
  const rotated = BigInt.asUintN(64, BigInt.asUintN(64, sum << 31n) | BigInt.asUintN(64, sum >> 33n));
  return BigInt.asUintN(64, rotated * PRIME64_1);
}
