import { expect, test } from 'vitest';
import { renderWaterfall, waterfall } from './waterfall.ts';

const START = 1_800_000_000_000;

const ENTRIES = [
  {
    seq: 3,
    at: START + 40,
    cause: 2,
    type: 'lambda.invocation',
    function: 'generate-thumbnail',
    duration: 30,
  },
  { seq: 1, at: START + 5, cause: 0, type: 'call', service: 's3', operation: 'PutObject', duration: 5 },
  { seq: 2, at: START + 6, cause: 1, type: 's3.event', event: 'ObjectCreated:Put' },
  {
    seq: 4,
    at: START + 41,
    cause: 3,
    type: 'call',
    service: 's3',
    operation: 'GetObject',
    duration: 1,
    error: 'NoSuchKey',
  },
];

test('steps stand in the order in which they began, under what brought them about', () => {
  const rows = waterfall(ENTRIES);
  expect(
    rows.map(({ label, depth, start, duration, cause }) => [label, depth, start, duration, cause]),
  ).toEqual([
    ['s3 PutObject', 0, 0, 5, ''],
    ['s3.event ObjectCreated:Put', 1, 6, 0, 's3 PutObject'],
    ['lambda.invocation generate-thumbnail', 2, 10, 30, 's3.event ObjectCreated:Put'],
    ['s3 GetObject', 3, 40, 1, 'lambda.invocation generate-thumbnail'],
  ]);
});

test('a failed step shows its error in place of its cause', () => {
  const text = renderWaterfall(waterfall(ENTRIES), { width: 100, colour: false });
  const lines = text.trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^s3 PutObject +\+0\.0 ms █+ +5\.0 ms$/);
  expect(lines[3]).toMatch(/NoSuchKey$/);
});

test('lines keep within the terminal', () => {
  const text = renderWaterfall(waterfall(ENTRIES), { width: 120, colour: false });
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});

test('nothing happened, nothing is drawn', () => {
  expect(renderWaterfall([], { width: 80, colour: false })).toBe('');
});
