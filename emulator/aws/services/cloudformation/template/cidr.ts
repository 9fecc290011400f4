/** Cuts IPv4 blocks into smaller ones, as `Fn::Cidr` does. */
import { templateFault } from '../errors.ts';

/** @throws AwsError ValidationError for what is no IPv4 block, or too small for so many */
export function cidr(block: string, count: number, bits: number): readonly string[] {
  const [, address = '', prefixText = ''] = /^((?:\d{1,3}\.){3}\d{1,3})\/(\d{1,2})$/.exec(block) ?? [];
  const octets = address.split('.').map(Number);
  const prefix = 32 - bits;
  const fits =
    octets.length === 4 &&
    octets.every((octet) => octet < 256) &&
    Number.isInteger(count) &&
    count >= 1 &&
    count <= 256 &&
    Number.isInteger(bits) &&
    bits >= 1 &&
    prefix >= Number(prefixText) &&
    count <= 2 ** (prefix - Number(prefixText));
  if (!fits)
    throw templateFault('every Fn::Cidr object requires a block large enough for the blocks asked for.');
  const start = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const first = start - (start % 2 ** (32 - Number(prefixText)));
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * 2 ** bits;
    return `${[24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 256).join('.')}/${prefix}`;
  });
}
