/** A million cases, or `CASES` of each kind; `SEED` to repeat one run. */
import { expect, test } from 'vitest';
import { fuzzConnections } from './connections.ts';
import { fuzzArchives, fuzzParsers } from './parsers.ts';
import { fuzzEdges } from './edges.ts';
import { fuzzServices } from './services.ts';

const seed = Number(process.env['SEED'] ?? 1);

test.for([
  ['requests to services', fuzzServices, 200_000],
  ['texts', fuzzParsers, 800_000],
  ['connections', fuzzConnections, 30_000],
  ['edges', fuzzEdges, 20_000],
  ['archives', fuzzArchives, 10_000],
] as const)('%s', async ([name, fuzz, most]) => {
  const { cases, findings } = await fuzz(seed, Number(process.env['CASES'] ?? most));
  process.stdout.write(`${cases} ${name}, seed ${seed}: ${findings.length} findings\n`);
  expect(findings).toEqual([]);
});
