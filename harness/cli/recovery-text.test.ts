import { expect, test } from 'vitest';
import { recoveryText } from './recovery-text.ts';

const QUIET = { clean: true, orphans: 0, missing: 0, bereft: [], deliveries: 0, duration: 1.4 };

test('a folder that is as it was left is not worth a line', () => {
  expect(recoveryText(undefined)).toEqual([]);
  expect(recoveryText(QUIET)).toEqual([]);
});

test('a crash is told in one line, and what is gone by name, in quotes', () => {
  const found = {
    ...QUIET,
    clean: false,
    orphans: 1,
    deliveries: 2,
    missing: 1,
    bereft: ['s3://b/\u001b[2J'],
  };
  expect(recoveryText(found)).toEqual([
    'data folder:     its last run was killed; 1 unfinished body removed; 2 deliveries taken up; the bytes of 1 body are gone (1 ms)',
    '                 gone: "s3://b/\\u001b[2J"',
  ]);
});
