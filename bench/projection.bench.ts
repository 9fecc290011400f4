/** The document's pipeline projected over a year, with bands and sensitivity: a process from start to report. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figure } from './measure.ts';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

export const figures: readonly Figure[] = [
  {
    name: 'a year projected, with 200 trials of it',
    unit: 'ms',
    measure: async () => {
      const start = performance.now();
      execFileSync(process.execPath, [CLI, 'project', '--format', 'json'], { stdio: 'ignore' });
      return performance.now() - start;
    },
  },
];
