import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { CRC32C_FIELD, CRC32_FIELD, CRC64NVME_FIELD, CrcCombiner, Crc64Nvme, crc32c } from './crc.ts';

const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => (i * 31 + 7) & 0xff));

function crc64(data: Uint8Array): bigint {
  const crc = new Crc64Nvme();
  crc.update(data);
  return crc.bytes().readBigUInt64BE();
}

test('the catalogue check values hold', () => {
  const check = Buffer.from('123456789');
  expect(crc32c(check)).toBe(0xe3069283);
  expect(crc64(check)).toBe(0xae8b14860a799888n);
});

test('the CRC-64/NVME of nothing is zero, and of "hello world" the recorded one', () => {
  expect(crc64(Buffer.alloc(0))).toBe(0n);
  expect(Buffer.from('jSnVw/bqjr4=', 'base64').readBigUInt64BE()).toBe(crc64(Buffer.from('hello world')));
});

test('a check does not depend on how the bytes are cut', () => {
  const data = bytes(100);
  const crc = new Crc64Nvme();
  for (const [first, end] of [
    [0, 1],
    [1, 14],
    [14, 14],
    [14, 100],
  ] as const) {
    crc.update(data.subarray(first, end));
  }
  expect(crc.bytes().readBigUInt64BE()).toBe(crc64(data));
  expect(crc32c(data.subarray(13), crc32c(data.subarray(0, 13)))).toBe(crc32c(data));
});

test('checks of parts combine to the check of the whole', () => {
  const data = bytes(5000);
  for (const cut of [0, 1, 8, 1234, 5000]) {
    const a = data.subarray(0, cut);
    const b = data.subarray(cut);
    expect(new CrcCombiner(CRC32_FIELD).combine(BigInt(crc32(a)), BigInt(crc32(b)), b.length)).toBe(
      BigInt(crc32(data)),
    );
    expect(new CrcCombiner(CRC32C_FIELD).combine(BigInt(crc32c(a)), BigInt(crc32c(b)), b.length)).toBe(
      BigInt(crc32c(data)),
    );
    expect(new CrcCombiner(CRC64NVME_FIELD).combine(crc64(a), crc64(b), b.length)).toBe(crc64(data));
  }
});
