import { expect, test } from 'vitest';
import { fuzzConnections } from './connections.ts';

test('nonsense on the port is refused, and nothing else happens', { timeout: 120_000 }, async () => {
  const seed = Number(process.env['SEED'] ?? 20_261_128);
  expect((await fuzzConnections(seed, 400)).findings).toEqual([]);
});
