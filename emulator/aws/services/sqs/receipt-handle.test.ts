import { expect, test } from 'vitest';
import { readReceiptHandle, writeReceiptHandle } from './receipt-handle.ts';

test('a handle names its receipt', () => {
  const receipt = { queue: 3, message: 2 ** 40, number: 7 };
  const handle = writeReceiptHandle(receipt);
  expect(handle).toMatch(/^AQEB/);
  expect(readReceiptHandle(handle, 3)).toEqual(receipt);
});

test('a handle that was changed anywhere is refused', () => {
  const handle = writeReceiptHandle({ queue: 3, message: 4, number: 7 });
  for (let at = 0; at < handle.length; at += 1) {
    const other = handle[at] === 'x' ? 'y' : 'x';
    const damaged = handle.slice(0, at) + other + handle.slice(at + 1);
    if (Buffer.from(damaged, 'base64').equals(Buffer.from(handle, 'base64'))) continue;
    expect(() => readReceiptHandle(damaged, 3)).toThrow('is not a valid receipt handle');
  }
});
