/**
 * A bounded CBOR reader (RFC 8949): it checks every length against what is left before it reserves anything, and nesting
 * against a limit. Tag 1 is an instant; other tags are dropped around their content.
 */
import { toDate } from '../kernel/instant.ts';
import { setMember } from './record.ts';
import { readEpoch } from './timestamps.ts';

/** The bytes are no CBOR data item, or not one that is read here. */
export class CborSyntaxError extends Error {}

const MAX_DEPTH = 200;
const INDEFINITE = 31;
const EPOCH_TAG = 1;
const BREAK = 0xff;

/**
 * The one data item that the bytes hold.
 *
 * @throws CborSyntaxError
 */
export function readCbor(bytes: Uint8Array): unknown {
  const reader = new CborReader(bytes);
  const value = reader.item(0);
  if (!reader.done) throw new CborSyntaxError('There are bytes after the data item.');
  return value;
}

class CborReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new CborSyntaxError('The data item is nested too deeply.');
    const head = this.#byte();
    const minor = head & 0b1_1111;
    switch (head >> 5) {
      case 0:
        return this.#argument(minor);
      case 1:
        return this.#negative(minor);
      case 2:
        return minor === INDEFINITE ? Buffer.concat(this.#chunks(2)) : this.#take(this.#count(minor));
      case 3:
        return this.#text(minor);
      case 4:
        return this.#array(minor, depth);
      case 5:
        return this.#map(minor, depth);
      case 6:
        return this.#tagged(minor, depth);
      default:
        return this.#special(minor);
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new CborSyntaxError('The data item ends too early.');
    this.#at += 1;
    return byte;
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new CborSyntaxError('A string is longer than the data.');
    const slice = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return slice;
  }

  #argument(minor: number): number | bigint {
    if (minor < 24) return minor;
    switch (minor) {
      case 24:
        return this.#byte();
      case 25:
        return this.#take(2).readUInt16BE();
      case 26:
        return this.#take(4).readUInt32BE();
      case 27: {
        const value = this.#take(8).readBigUInt64BE();
        return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
      }
      default:
        throw new CborSyntaxError('A head has a reserved length.');
    }
  }

  #negative(minor: number): number | bigint {
    const value = this.#argument(minor);
    return typeof value === 'bigint' ? -1n - value : -1 - value;
  }

  /** A count of bytes or items, which cannot be more than the bytes that are left. */
  #count(minor: number): number {
    const count = this.#argument(minor);
    if (typeof count === 'bigint' || count > this.#bytes.length - this.#at) {
      throw new CborSyntaxError('A count is larger than the data.');
    }
    return count;
  }

  #text(minor: number): string {
    const bytes = minor === INDEFINITE ? Buffer.concat(this.#chunks(3)) : this.#take(this.#count(minor));
    return bytes.toString('utf8');
  }

  #chunks(major: number): Buffer[] {
    const chunks: Buffer[] = [];
    for (let head = this.#byte(); head !== BREAK; head = this.#byte()) {
      if (head >> 5 !== major) throw new CborSyntaxError('A string mixes types.');
      chunks.push(this.#take(this.#count(head & 0b1_1111)));
    }
    return chunks;
  }

  #array(minor: number, depth: number): unknown[] {
    const items: unknown[] = [];
    this.#repeat(minor, () => items.push(this.item(depth + 1)));
    return items;
  }

  #map(minor: number, depth: number): object {
    const map: Record<string, unknown> = {};
    this.#repeat(minor, () => {
      const key = this.item(depth + 1);
      if (typeof key !== 'string') throw new CborSyntaxError('A map has a key that is no text.');
      setMember(map, key, this.item(depth + 1));
    });
    return map;
  }

  #repeat(minor: number, read: () => void): void {
    if (minor !== INDEFINITE) {
      for (let left = this.#count(minor); left > 0; left -= 1) read();
      return;
    }
    while (this.#bytes[this.#at] !== BREAK) read();
    this.#at += 1;
  }

  #tagged(minor: number, depth: number): unknown {
    const tag = this.#argument(minor);
    const value = this.item(depth + 1);
    if (tag !== EPOCH_TAG) return value;
    if (typeof value !== 'number') throw new CborSyntaxError('An instant is no number.');
    const at = readEpoch(value);
    if (at === undefined) throw new CborSyntaxError('An instant is no time that there will be.');
    return toDate(at);
  }

  #special(minor: number): unknown {
    switch (minor) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
      case 23:
        return null;
      case 25:
        return halfFloat(this.#take(2).readUInt16BE());
      case 26:
        return this.#take(4).readFloatBE();
      case 27:
        return this.#take(8).readDoubleBE();
      default:
        throw new CborSyntaxError('A simple value has no meaning here.');
    }
  }
}

/** IEEE 754 binary16, as RFC 8949 appendix D reads it. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
