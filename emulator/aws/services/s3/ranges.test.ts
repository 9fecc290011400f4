import { expect, test } from 'vitest';
import { contentRange, parseRange, rangeLength } from './ranges.ts';

test.each([
  ['bytes=0-8', 'bytes 0-8/10'],
  ['bytes=1-1', 'bytes 1-1/10'],
  ['bytes=1-', 'bytes 1-9/10'],
  ['bytes=0-0', 'bytes 0-0/10'],
  ['bytes=-2', 'bytes 8-9/10'],
  ['bytes=-9', 'bytes 1-9/10'],
  ['bytes=-15', 'bytes 0-9/10'],
  ['bytes=0-100', 'bytes 0-9/10'],
])('%s of ten bytes is %s', (header, expected) => {
  const range = parseRange(header, 10);
  expect(range && contentRange(range, 10)).toBe(expected);
});

test.each(['bytes=1-0', 'bytes=0--1', 'bytes=-1-', 'bytes=-', 'bytes=0-1,3-4', 'lines=0-1', 'garbage'])(
  '%s is ignored',
  (header) => {
    expect(parseRange(header, 10)).toBeUndefined();
  },
);

test.each(['bytes=100-200', 'bytes=-0', 'bytes=10-'])('%s of ten bytes cannot be satisfied', (header) => {
  expect(() => parseRange(header, 10)).toThrow(
    expect.objectContaining({
      code: 'InvalidRange',
      status: 416,
      details: { RangeRequested: header, ActualObjectSize: 10 },
    }),
  );
});

test('no range of an empty object can be satisfied', () => {
  expect(() => parseRange('bytes=0-0', 0)).toThrow('The requested range is not satisfiable');
  expect(() => parseRange('bytes=-1', 0)).toThrow('The requested range is not satisfiable');
});

test('a range is as long as its first and last byte say', () => {
  expect(rangeLength({ first: 3, last: 3 })).toBe(1);
});
