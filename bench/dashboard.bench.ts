/** The dashboard beside a cloud that tells of a thousand events a second: what it takes of a core, and of memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Figure } from './measure.ts';
import { processorSeconds } from './processor-seconds.ts';
import { startServer } from './server.ts';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
/** Until it has started, caught up, been compiled and found the size of its heap. */
const WARM_UP = 60_000;
const residentMebibytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1_024;

/** Runs the dashboard full screen in a pseudo-terminal and lets somebody look at its process. */
async function whileShown<T>(look: (pid: number) => Promise<T>): Promise<T> {
  await using journal = await startServer('journal');
  const dash = `exec ${process.execPath} ${CLI} dash --endpoint http://127.0.0.1:${journal.port}`;
  const terminal = spawn('script', ['-qefc', `stty cols 160 rows 45; ${dash}`, '/dev/null'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(terminal, 'exit');
  try {
    await sleep(WARM_UP);
    const [pid] = readFileSync(`/proc/${terminal.pid}/task/${terminal.pid}/children`, 'utf8').split(' ');
    return await look(Number(pid));
  } finally {
    terminal.stdin.end('q');
    await ended;
  }
}

export const figures: readonly Figure[] = [
  {
    name: 'dashboard at 1,000 events/s, of a core',
    unit: '%',
    measure: (duration) =>
      whileShown(async (pid) => {
        const [start, used] = [performance.now(), processorSeconds(pid)];
        await sleep(duration);
        return ((processorSeconds(pid) - used) / ((performance.now() - start) / 1_000)) * 100;
      }),
  },
  {
    name: 'dashboard at 1,000 events/s, growth',
    unit: 'MiB',
    measure: (duration) =>
      whileShown(async (pid) => {
        const before = residentMebibytes(pid);
        await sleep(duration);
        return residentMebibytes(pid) - before;
      }),
  },
];
