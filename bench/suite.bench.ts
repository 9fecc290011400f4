/**
 * All scenarios on the embedded cloud, start included, those in a browser too where there is one: how long `safelight test`
 * takes whoever has installed the package.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packProduct } from '#scripts/packed';
import type { Figure } from './measure.ts';

async function secondsOfSuite(): Promise<number> {
  using packed = await packProduct(['playwright-core', 'vitest']);
  const cli = join(packed.project, 'node_modules/safelight/dist/cli.js');
  const begun = performance.now();
  const child = spawn(process.execPath, [cli, 'test'], {
    cwd: packed.project,
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the suite ended with ${code}: safelight test shows why`);
  return (performance.now() - begun) / 1_000;
}

export const figures: readonly Figure[] = [
  { name: 'suite on the embedded cloud', unit: 's', measure: secondsOfSuite },
];
