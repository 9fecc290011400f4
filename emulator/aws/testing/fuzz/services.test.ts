import { expect, test } from 'vitest';
import { fuzzServices } from './services.ts';

test('nonsense behind the signature is refused, and nothing else happens', { timeout: 120_000 }, async () => {
  const seed = Number(process.env['SEED'] ?? 20_261_128);
  expect((await fuzzServices(seed, 1_500)).findings).toEqual([]);
});
