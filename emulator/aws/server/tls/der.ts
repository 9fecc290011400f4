/** As much of ASN.1's distinguished encoding as certificates need (X.690, RFC 5280). */

const tagged = (tag: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return Buffer.of(0x80 | bytes.length, ...bytes);
}

export const sequence = (...items: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(items));
export const set = (...items: readonly Buffer[]): Buffer => tagged(0x31, Buffer.concat(items));
export const octets = (content: Buffer): Buffer => tagged(0x04, content);
export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text));
export const boolean = (value: boolean): Buffer => tagged(0x01, Buffer.of(value ? 0xff : 0));

/** @param unused bits at the end that do not count */
export const bits = (content: Buffer, unused = 0): Buffer =>
  tagged(0x03, Buffer.concat([Buffer.of(unused), content]));

/** A positive whole number, most significant byte first. */
export function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

/** `1.2.840.10045.4.3.2` */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

/** `20261120101112Z` */
export const time = (text: string): Buffer => tagged(0x18, Buffer.from(text));

/** Something in the place of its own tag: `[0]`, `[3]`. */
export const context = (number: number, content: Buffer, constructed: boolean): Buffer =>
  tagged((constructed ? 0xa0 : 0x80) | number, content);
