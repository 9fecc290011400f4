import { expect, test } from 'vitest';
import { chooses } from './choice.ts';
import type { Json } from './json.ts';

const holds = (operator: string, value: Json, wanted: unknown): boolean =>
  chooses(
    { Variable: '$.v', [operator]: wanted },
    { valueOf: (path) => (path === '$.v' ? value : (wanted as Json)), has: () => true },
  );

test.each<[string, Json, unknown]>([
  ['StringEquals', 'a', 'a'],
  ['StringLessThan', 'a', 'b'],
  ['StringGreaterThanEquals', 'b', 'b'],
  ['StringMatches', 'log-2026.txt', 'log-*.txt'],
  ['StringMatches', 'a*b', String.raw`a\*b`],
  ['NumericEquals', 1, 1],
  ['NumericLessThanEquals', 1, 1.5],
  ['BooleanEquals', false, false],
  ['TimestampEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00'],
  ['TimestampLessThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.001Z'],
  ['IsNull', null, true],
  ['IsNull', 0, false],
  ['IsString', 'x', true],
  ['IsNumeric', '1', false],
  ['IsBoolean', true, true],
  ['IsTimestamp', '2026-01-01T00:00:00Z', true],
  ['IsTimestamp', '2026-01-01', false],
  ['IsPresent', 1, true],
])('%s holds for %j and %j', (operator, value, wanted) => {
  expect(holds(operator, value, wanted)).toBe(true);
});

test.each<[string, Json, unknown]>([
  ['StringEquals', 1, '1'],
  ['StringEquals', 'A', 'a'],
  ['StringMatches', 'aXb', String.raw`a\*b`],
  ['StringMatches', 'ab', 'ab*b'],
  ['NumericEquals', '1', 1],
  ['NumericGreaterThan', 1, 1],
  ['BooleanEquals', 'true', true],
  ['TimestampGreaterThan', 'tomorrow', '2026-01-01T00:00:00Z'],
])('%s does not hold for %j and %j', (operator, value, wanted) => {
  expect(holds(operator, value, wanted)).toBe(false);
});
