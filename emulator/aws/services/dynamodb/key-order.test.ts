import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { keyRange, keyText, scalarText, type KeyRange, type RangeOperator } from './key-text.ts';
import { canonicalNumber, numberSize, sortableNumber, subtractNumbers, addNumbers } from './number.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

/** Numbers as DynamoDB takes them, written in any of the ways it takes. */
const number = fc
  .record({
    negative: fc.boolean(),
    digits: fc.stringMatching(/^\d{1,38}$/),
    exponent: fc.integer({ min: -90, max: 80 }),
    point: fc.nat(38),
  })
  .map(({ negative, digits, exponent, point }) => {
    const at = Math.min(point, digits.length);
    return `${negative ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}e${exponent}`;
  });

/** A number as a fraction of whole numbers, to compare with. */
function exact(text: string): bigint {
  const [, sign, whole = '', fraction = '', exponent] = /^(-?)(\d*)\.?(\d*)(?:e(-?\d+))?$/.exec(text)!;
  const shift = 200 + Number(exponent ?? 0) - fraction.length;
  return BigInt(`${sign}${whole}${fraction}` || '0') * 10n ** BigInt(shift);
}

test('the texts of numbers sort as the numbers do', () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      const [left, right] = [sortableNumber(canonicalNumber(a)), sortableNumber(canonicalNumber(b))];
      const [x, y] = [exact(a), exact(b)];
      expect(Math.sign(Buffer.compare(bytes(left), bytes(right)))).toBe(x < y ? -1 : x > y ? 1 : 0);
    }),
  );
});

test('a canonical number keeps its value and is its own canonical form', () => {
  fc.assert(
    fc.property(number, (text) => {
      const canonical = canonicalNumber(text);
      expect(exact(canonical)).toBe(exact(text));
      expect(canonicalNumber(canonical)).toBe(canonical);
      expect(canonical).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
    }),
  );
});

test('what is added can be taken away again', () => {
  const small = fc.integer({ min: -1e9, max: 1e9 }).map((n) => canonicalNumber(String(n / 1_000)));
  fc.assert(
    fc.property(small, small, (a, b) => {
      expect(subtractNumbers(addNumbers(a, b), b)).toBe(a);
    }),
  );
});

test.for([
  ['0', 1],
  ['1', 2],
  ['12', 2],
  ['123', 3],
  ['1234', 3],
  ['12345678901234567890123456789012345678', 20],
  ['0042', 2],
  ['100', 2],
  ['1010', 3],
  ['0.0000001', 2],
  ['1E125', 2],
  ['1E-100', 2],
  ['1.5', 3],
  ['15', 2],
  ['1.200', 3],
  ['1.234', 4],
  ['3.14159', 5],
  ['123456', 4],
  ['100.5', 4],
  ['0.15', 2],
  ['-42', 3],
  ['-0', 1],
] as const)('%s counts %i bytes', ([text, size]) => {
  expect(numberSize(canonicalNumber(text))).toBe(size);
});

const scalar = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\u0001', 'é', '\u{10FFFF}'), maxLength: 4 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const strings = (parts: readonly string[]): AttributeValue[] => parts.map((S) => ({ S }));

test('keys of several strings sort attribute by attribute', () => {
  const key = fc.tuple(scalar, scalar, scalar);
  fc.assert(
    fc.property(key, key, (a, b) => {
      const expected = a
        .map((part, at) => Buffer.compare(bytes(part), bytes(b[at]!)))
        .find((order) => order !== 0);
      const texts = [a, b].map((parts) => bytes(keyText(strings(parts)))) as [Buffer, Buffer];
      expect(Math.sign(Buffer.compare(...texts))).toBe(expected ?? 0);
    }),
  );
});

test('binary keys sort by their bytes', () => {
  const binary = fc.uint8Array({ maxLength: 5 });
  fc.assert(
    fc.property(binary, binary, (a, b) => {
      const [left, right] = [scalarText({ B: a }), scalarText({ B: b })];
      expect(Math.sign(Buffer.compare(bytes(left), bytes(right)))).toBe(Math.sign(Buffer.compare(a, b)));
    }),
  );
});

const within = (text: string, { from, fromInclusive, to, toInclusive }: KeyRange): boolean => {
  const compare = (bound: string) => Buffer.compare(bytes(text), bytes(bound));
  if (from !== undefined && (fromInclusive === true ? compare(from) < 0 : compare(from) <= 0)) return false;
  return to === undefined || (toInclusive === true ? compare(to) <= 0 : compare(to) < 0);
};

const holds = (value: string, operator: RangeOperator, low: string, high: string): boolean => {
  const order = Buffer.compare(bytes(value), bytes(low));
  switch (operator) {
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case 'begins_with':
      return value.startsWith(low);
    case 'BETWEEN':
      return order >= 0 && Buffer.compare(bytes(value), bytes(high)) <= 0;
  }
};

const conditionOn = (comparison: RangeOperator, low: string, high: string) => ({
  operator: comparison,
  values: strings(comparison === 'BETWEEN' ? [low, high] : [low]),
});

const operator = fc.constantFrom<RangeOperator>('=', '<', '<=', '>', '>=', 'begins_with', 'BETWEEN');
const filled = scalar.filter((text) => text !== '');

test('a condition on a sort key selects exactly the keys that satisfy it', () => {
  fc.assert(
    fc.property(filled, operator, filled, filled, (value, comparison, low, high) => {
      const range = keyRange([], conditionOn(comparison, low, high), 1);
      expect(within(keyText(strings([value])), range)).toBe(holds(value, comparison, low, high));
    }),
  );
});

test('a condition on the second of three sort attributes selects exactly the keys that satisfy it', () => {
  const lead = fc.constantFrom('a', 'b', 'a\0');
  fc.assert(
    fc.property(
      lead,
      filled,
      filled,
      lead,
      operator,
      filled,
      filled,
      (first, second, third, wanted, comparison, low, high) => {
        const range = keyRange(strings([wanted]), conditionOn(comparison, low, high), 3);
        const key = keyText(strings([first, second, third]));
        expect(within(key, range)).toBe(first === wanted && holds(second, comparison, low, high));
      },
    ),
  );
});
