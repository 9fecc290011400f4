/**
 * ECDSA over a digest that the caller has made already. Node signs messages only and hashes them itself, so the two
 * equations are written out here; the points come from OpenSSL, as public keys of scalars.
 */
import { createECDH, type KeyObject } from 'node:crypto';

/** Order of the base point of each curve, by OpenSSL's name (SEC 2, FIPS 186-5). */
const ORDERS: Readonly<Record<string, bigint>> = {
  prime256v1: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  secp256k1: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  secp384r1:
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  secp521r1:
    0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
};

const toBigInt = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

const modulo = (value: bigint, n: bigint): bigint => ((value % n) + n) % n;

/** By the extended Euclidean algorithm; `n` is prime. */
function inverse(value: bigint, n: bigint): bigint {
  let [r, next, t, nextT] = [n, modulo(value, n), 0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return modulo(t, n);
}

class Curve {
  readonly order: bigint;
  readonly #name: string;
  readonly #bytes: number;

  constructor(name: string) {
    this.#name = name;
    this.order = ORDERS[name] ?? 0n;
    this.#bytes = Math.ceil(this.order.toString(2).length / 8);
  }

  /** The digest as a number, cut to the order's length. */
  scalarOf(digest: Uint8Array): bigint {
    const excess = digest.length * 8 - this.order.toString(2).length;
    const value = toBigInt(digest);
    return excess > 0 ? value >> BigInt(excess) : value;
  }

  /** The x coordinate, modulo the order, of the base point times a scalar. */
  multiply(scalar: bigint): bigint {
    const curve = createECDH(this.#name);
    curve.setPrivateKey(Buffer.from(scalar.toString(16).padStart(this.#bytes * 2, '0'), 'hex'));
    return this.#x(curve.getPublicKey());
  }

  randomScalar(): bigint {
    const curve = createECDH(this.#name);
    curve.generateKeys();
    return toBigInt(curve.getPrivateKey());
  }

  #x(point: Buffer): bigint {
    return modulo(toBigInt(point.subarray(1, 1 + (point.length - 1) / 2)), this.order);
  }
}

const secretOf = (privateKey: KeyObject): bigint =>
  toBigInt(Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'));

function derInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const positive = bytes[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(2, positive.length), positive]);
}

function derSequence(...items: readonly Buffer[]): Buffer {
  const body = Buffer.concat(items);
  const length = body.length < 0x80 ? Buffer.of(body.length) : Buffer.of(0x81, body.length);
  return Buffer.concat([Buffer.of(0x30), length, body]);
}

/** The two numbers of a DER signature; `undefined` for anything else. */
function readSignature(signature: Uint8Array): readonly [bigint, bigint] | undefined {
  const der = Buffer.from(signature);
  const start = der[1] === 0x81 ? 3 : 2;
  const first = der[start + 1] ?? 0;
  const second = der[start + 3 + first] ?? 0;
  const r = toBigInt(der.subarray(start + 2, start + 2 + first));
  const s = toBigInt(der.subarray(start + 4 + first, start + 4 + first + second));
  // Encoded again it must be the very same bytes: DER has one form for a value.
  return derSequence(derInteger(r), derInteger(s)).equals(der) ? [r, s] : undefined;
}

/** @param curveName OpenSSL's */
export function signDigest(curveName: string, privateKey: KeyObject, digest: Uint8Array): Buffer {
  const curve = new Curve(curveName);
  const n = curve.order;
  for (;;) {
    const k = curve.randomScalar();
    const r = curve.multiply(k);
    const s = modulo(inverse(k, n) * (curve.scalarOf(digest) + r * secretOf(privateKey)), n);
    if (r !== 0n && s !== 0n) return derSequence(derInteger(r), derInteger(s));
  }
}

/**
 * Whether a signature is the key's own. The key's holder needs no arithmetic of points: u1·G + u2·Q is (u1 + u2·d)·G.
 */
export function verifyDigest(
  curveName: string,
  privateKey: KeyObject,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const curve = new Curve(curveName);
  const n = curve.order;
  const [r, s] = readSignature(signature) ?? [0n, 0n];
  if (r <= 0n || r >= n || s <= 0n || s >= n) return false;
  const w = inverse(s, n);
  const scalar = modulo(curve.scalarOf(digest) * w + r * w * secretOf(privateKey), n);
  return scalar !== 0n && curve.multiply(scalar) === r;
}
