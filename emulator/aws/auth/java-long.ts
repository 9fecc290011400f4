const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;

/** A decimal number as Java's `Long.parseLong` reads it: a sign and leading zeros are fine, spaces are not. */
export function parseLong(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  return value < MIN || value > MAX ? undefined : value;
}
