/** A cloud in a process of its own, to be killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { Recovery } from '#aws';

export interface CloudProcess {
  readonly endpoint: string;
  readonly recovery: Recovery | null;
  /** Wall milliseconds from the start of the process to its address. */
  readonly startUp: number;
  readonly pid: number;
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface Program extends Disposable {
  /** Ends early, with undefined, when the process dies before it has an address. */
  start(data: string, options?: StartOptions): Promise<CloudProcess | undefined>;
}

interface StartOptions {
  readonly durability?: 'process' | 'power';
  /** Kills it so many wall milliseconds after its start, ready or not. */
  readonly killAfter?: number;
  /** Runs it under another program: `['strace', …]`. */
  readonly under?: readonly string[];
  /** Told the id of the process, which may end before anything else is known of it. */
  readonly spawned?: (pid: number) => void;
}

const ROOT = join(import.meta.dirname, '../..');

/** One bundled file starts four times faster than the sources do; it stands where packages are found. */
export async function buildProgram(): Promise<Program> {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'crash-'));
  const outfile = join(folder, 'server.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'server.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'error',
  });
  return {
    start: (data, options) => launch(outfile, data, options),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function launch(
  file: string,
  data: string,
  options: StartOptions = {},
): Promise<CloudProcess | undefined> {
  const { durability = 'process', killAfter, under = [], spawned } = options;
  const began = performance.now();
  const [program, ...args] = [...under, process.execPath, file, data, durability];
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(file, '../compiled') },
  });
  spawned?.(child.pid ?? 0);
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  const line = await firstLine(child);
  clearTimeout(timer);
  if (line === undefined) return undefined;
  const { endpoint, recovery } = JSON.parse(line) as Pick<CloudProcess, 'endpoint' | 'recovery'>;
  return {
    endpoint,
    recovery,
    startUp: performance.now() - began,
    pid: child.pid ?? 0,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}

async function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  if (stdout === null) return undefined;
  for await (const line of createInterface({ input: stdout })) return line;
  return undefined;
}
