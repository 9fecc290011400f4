/** All scenarios on the embedded cloud, start included, but for those in a browser: how long `safelight test` takes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Figure } from './measure.ts';

const CLI = fileURLToPath(new URL('../harness/cli/launch.ts', import.meta.url));

async function secondsOfSuite(): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, [CLI, 'test', '--tag', 'not browser'], { stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0)
    throw new Error(`the suite ended with ${code}: safelight test --tag "not browser" shows why`);
  return (performance.now() - begun) / 1_000;
}

export const figures: readonly Figure[] = [
  { name: 'suite on the embedded cloud', unit: 's', measure: secondsOfSuite },
];
