/**
 * The cyclic redundancy checks that S3 knows and Node does not: CRC-32C (Castagnoli) and CRC-64/NVME, both reflected,
 * both with all ones before and after, eight bytes a step, in signed words, which V8 keeps as they are. Also how the check
 * of two byte strings makes that of their concatenation, which is how S3 gets the full-object checksum of a multipart
 * upload out of its parts'.
 *
 * Evidence: fact sheet S3 §11.6; the check values of `123456789` in the test are those of the CRC catalogue.
 */

const CRC32C_POLYNOMIAL = 0x82f63b78;
/** 0x9A6C9329AC4BC9B5, high and low half. */
const CRC64NVME_HIGH = 0x9a6c9329;
const CRC64NVME_LOW = 0xac4bc9b5;

/** Eight tables of 256, one after the other: entry `k * 256 + b` is byte `b` followed by `k` zero bytes. */
function tables32(polynomial: number): Int32Array {
  const table = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    table[byte] = crc;
  }
  for (let at = 256; at < table.length; at += 1) {
    const before = table[at - 256]!;
    table[at] = (before >>> 8) ^ table[before & 0xff]!;
  }
  return table;
}

function fillTables64(tableHigh: Int32Array, tableLow: Int32Array, high: number, low: number): void {
  for (let byte = 0; byte < 256; byte += 1) {
    let h = 0;
    let l = byte;
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd) {
        h ^= high;
        l ^= low;
      }
    }
    tableHigh[byte] = h;
    tableLow[byte] = l;
  }
  for (let at = 256; at < tableHigh.length; at += 1) {
    const h = tableHigh[at - 256]!;
    const l = tableLow[at - 256]!;
    const first = l & 0xff;
    tableHigh[at] = (h >>> 8) ^ tableHigh[first]!;
    tableLow[at] = ((l >>> 8) | (h << 24)) ^ tableLow[first]!;
  }
}

let castagnoli: Int32Array | undefined;
/** Constants, so that compiled code knows where they are; filled when the first is wanted. */
const nvmeHigh = new Int32Array(8 * 256);
const nvmeLow = new Int32Array(8 * 256);
let isNvmeFilled = false;

/** CRC-32C of `data` appended to bytes whose CRC-32C is `seed`. */
export function crc32c(data: Uint8Array, seed = 0): number {
  const t = (castagnoli ??= tables32(CRC32C_POLYNOMIAL));
  let crc = ~seed;
  let at = 0;
  const words = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (const end = data.length - 7; at < end; at += 8) {
    const a = crc ^ words.getInt32(at, true);
    const b = words.getInt32(at + 4, true);
    crc =
      t[1792 + (a & 0xff)]! ^
      t[1536 + ((a >>> 8) & 0xff)]! ^
      t[1280 + ((a >>> 16) & 0xff)]! ^
      t[1024 + (a >>> 24)]! ^
      t[768 + (b & 0xff)]! ^
      t[512 + ((b >>> 8) & 0xff)]! ^
      t[256 + ((b >>> 16) & 0xff)]! ^
      t[b >>> 24]!;
  }
  for (; at < data.length; at += 1) crc = (crc >>> 8) ^ t[(crc ^ data[at]!) & 0xff]!;
  return ~crc >>> 0;
}

/** A CRC-64/NVME under way, in two halves because bitwise operators have 32 bits. */
export class Crc64Nvme {
  #high = ~0;
  #low = ~0;

  constructor() {
    if (!isNvmeFilled) fillTables64(nvmeHigh, nvmeLow, CRC64NVME_HIGH, CRC64NVME_LOW);
    isNvmeFilled = true;
  }

  update(data: Uint8Array): void {
    let h = this.#high;
    let l = this.#low;
    let at = 0;
    const words = new DataView(data.buffer, data.byteOffset, data.byteLength);
    for (const end = data.length - 7; at < end; at += 8) {
      const a = l ^ words.getInt32(at, true);
      const b = h ^ words.getInt32(at + 4, true);
      const i0 = 1792 + (a & 0xff);
      const i1 = 1536 + ((a >>> 8) & 0xff);
      const i2 = 1280 + ((a >>> 16) & 0xff);
      const i3 = 1024 + (a >>> 24);
      const i4 = 768 + (b & 0xff);
      const i5 = 512 + ((b >>> 8) & 0xff);
      const i6 = 256 + ((b >>> 16) & 0xff);
      const i7 = b >>> 24;
      h =
        nvmeHigh[i0]! ^
        nvmeHigh[i1]! ^
        nvmeHigh[i2]! ^
        nvmeHigh[i3]! ^
        nvmeHigh[i4]! ^
        nvmeHigh[i5]! ^
        nvmeHigh[i6]! ^
        nvmeHigh[i7]!;
      l =
        nvmeLow[i0]! ^
        nvmeLow[i1]! ^
        nvmeLow[i2]! ^
        nvmeLow[i3]! ^
        nvmeLow[i4]! ^
        nvmeLow[i5]! ^
        nvmeLow[i6]! ^
        nvmeLow[i7]!;
    }
    for (; at < data.length; at += 1) {
      const index = (l ^ data[at]!) & 0xff;
      l = ((l >>> 8) | (h << 24)) ^ nvmeLow[index]!;
      h = (h >>> 8) ^ nvmeHigh[index]!;
    }
    this.#high = h;
    this.#low = l;
  }

  /** The eight bytes, most significant first. */
  bytes(): Buffer {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeInt32BE(~this.#high, 0);
    bytes.writeInt32BE(~this.#low, 4);
    return bytes;
  }
}

/** A reflected polynomial and its width in bits. */
export interface CrcField {
  readonly polynomial: bigint;
  readonly width: bigint;
}

export const CRC32_FIELD: CrcField = { polynomial: 0xedb88320n, width: 32n };
export const CRC32C_FIELD: CrcField = { polynomial: 0x82f63b78n, width: 32n };
export const CRC64NVME_FIELD: CrcField = { polynomial: 0x9a6c9329ac4bc9b5n, width: 64n };

/**
 * Joins checks of byte strings. Appending n bytes multiplies a check by x^8n modulo the polynomial; the factor is kept,
 * because the parts of an upload nearly all have one length.
 */
export class CrcCombiner {
  readonly #field: CrcField;
  readonly #factors = new Map<number, bigint>();

  constructor(field: CrcField) {
    this.#field = field;
  }

  /** The check of `a` followed by `b`, out of both checks and the length of `b` in bytes. */
  combine(a: bigint, b: bigint, lengthOfB: number): bigint {
    return this.#multiply(this.#factor(lengthOfB), a) ^ b;
  }

  #factor(length: number): bigint {
    let factor = this.#factors.get(length);
    if (factor !== undefined) return factor;
    const one = 1n << (this.#field.width - 1n);
    factor = one;
    let power = this.#multiply(one >> 4n, one >> 4n);
    for (let rest = BigInt(length); rest > 0n; rest >>= 1n) {
      if (rest & 1n) factor = this.#multiply(power, factor);
      power = this.#multiply(power, power);
    }
    this.#factors.set(length, factor);
    return factor;
  }

  /** Product modulo the polynomial; in reflected form the highest bit is the coefficient of x^0. */
  #multiply(a: bigint, b: bigint): bigint {
    const { polynomial, width } = this.#field;
    let product = 0n;
    let factor = b;
    for (let bit = 1n << (width - 1n); bit > 0n && (a & (bit | (bit - 1n))) !== 0n; bit >>= 1n) {
      if (a & bit) product ^= factor;
      factor = factor & 1n ? (factor >> 1n) ^ polynomial : factor >> 1n;
    }
    return product;
  }
}
