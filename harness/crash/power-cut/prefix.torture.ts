import { expect, test } from 'vitest';
import { cutPrefixes } from './prefix.ts';

/** `CUTS` instead of a hundred, `CRASH_SEED` to repeat one run. */
const { CUTS = '100', CRASH_SEED = String(Date.now()) } = process.env;

test('after a power cut a cloud with durability process is as it was at some moment, or says which bodies are gone', async () => {
  const report = await cutPrefixes(Number(CUTS), CRASH_SEED);
  process.stdout.write(`${JSON.stringify({ seed: CRASH_SEED, ...report })}\n`);
  expect(report.wrong).toEqual([]);
});
