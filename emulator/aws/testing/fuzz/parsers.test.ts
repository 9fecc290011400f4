import { expect, test } from 'vitest';
import { fuzzArchives, fuzzParsers } from './parsers.ts';

const seed = Number(process.env['SEED'] ?? 20_261_128);

test('nonsense is refused by every reader in its own way', { timeout: 60_000 }, async () => {
  expect((await fuzzParsers(seed, 10_000)).findings).toEqual([]);
});

test('a damaged archive is refused or unpacked into its folder', { timeout: 60_000 }, async () => {
  expect((await fuzzArchives(seed, 300)).findings).toEqual([]);
});
