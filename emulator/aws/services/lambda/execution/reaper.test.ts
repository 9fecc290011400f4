import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';
import { Reaper } from './reaper.ts';

/** Whether a process runs; one that has ended but that nobody has asked after does not. */
const isAlive = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
};

/** A function that says who it and a process of its own are, in the log, and then never ends. */
const ENDLESS = `
  const { spawn } = require('node:child_process');
  exports.handler = async (event) => {
    const own = spawn('sleep', ['1000'], { stdio: 'ignore' });
    if (event.loop) { require('node:fs').writeFileSync(event.file, process.pid + ' ' + own.pid); for (;;); }
    return [process.pid, own.pid];
  };`;

test('a reaper without a shell to be is closed at once', async () => {
  const reaper = new Reaper('/nowhere/sh');
  reaper.watch(1_000_000);
  await expect(reaper.close()).resolves.toBeUndefined();
});

test('closing a cloud ends its functions and what they started', async () => {
  const cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, ENDLESS);
  const pids = (await invoke()).result as number[];
  expect(pids.map(isAlive)).toEqual([true, true]);
  await cloud.close();
  await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
});

const HOST = `
  import { mkdtempSync, readFileSync } from 'node:fs';
  import { tmpdir } from 'node:os';
  import { join } from 'node:path';
  import { createCloud } from '${fileURLToPath(new URL('../../../cloud.ts', import.meta.url))}';
  import { startFunction } from '${fileURLToPath(new URL('../../../testing/start-function.ts', import.meta.url))}';
  const cloud = await createCloud({});
  const { invoke } = await startFunction(cloud, process.argv[1], { Timeout: 60 });
  const file = join(mkdtempSync(join(tmpdir(), 'reaped-')), 'pids');
  // The test is over, whichever way: nothing is left to wait for.
  process.stdin.resume().on('end', () => process.exit());
  void invoke({ loop: true, file }).then(({ result }) => {
    console.log(JSON.stringify(result));
    process.exit(1);
  });
  for (;;) {
    try { const text = readFileSync(file, 'utf8'); if (text.includes(' ')) { console.log(text); break; } } catch {}
    await new Promise((r) => setTimeout(r, 10));
  }
`;

test('a function that loops for ever does not outlive an emulator that is killed', async () => {
  const host = spawn(process.execPath, ['--input-type=module', '-e', HOST, ENDLESS], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void host.kill('SIGKILL'));
  const [line] = (await once(createInterface(host.stdout), 'line')) as [string];
  const pids = line.split(' ').map(Number);
  expect(pids.map(isAlive)).toEqual([true, true]);
  host.kill('SIGKILL');
  await expect.poll(() => pids.map(isAlive), { timeout: 5_000 }).toEqual([false, false]);
}, 60_000);
