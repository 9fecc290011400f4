import { expect, test } from 'vitest';
import { fuzzEdges } from './edges.ts';

test(
  'nonsense on the edges, over HTTP, TLS and HTTP/2, is refused, and nothing else happens',
  { timeout: 120_000 },
  async () => {
    const seed = Number(process.env['SEED'] ?? 20_261_129);
    expect((await fuzzEdges(seed, 600)).findings).toEqual([]);
  },
);
