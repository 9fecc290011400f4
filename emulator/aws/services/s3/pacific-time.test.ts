import { expect, test } from 'vitest';
import { pacificTime } from './pacific-time.ts';

test('midnight UTC of a new year is the afternoon of the old one in the west', () => {
  expect(pacificTime(Date.UTC(2020, 0, 1))).toBe('Tue Dec 31 16:00:00 PST 2019');
});

test('summer is daylight saving time', () => {
  expect(pacificTime(Date.UTC(2026, 6, 4, 7, 5, 9))).toBe('Sat Jul 04 00:05:09 PDT 2026');
});
