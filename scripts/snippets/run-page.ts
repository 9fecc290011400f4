/** Runs the blocks of a page in a folder of their own, against the built package. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../source-tree.ts';
import { MARK, pageScript } from './page-script.ts';
import type { Snippet } from './read-snippets.ts';

const LONGEST = 100_000;

export interface Ran {
  readonly status: number | null;
  /** What each block wrote, by its place among the page's blocks. */
  readonly outputs: ReadonlyMap<number, string>;
}

export async function runPage(snippets: readonly Snippet[]): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-page-'));
  try {
    furnish(
      folder,
      snippets.flatMap(({ install }) => install ?? []),
    );
    return await runScript(pageScript(snippets, await freePort()), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What a reader has before the first block: a project as `npm init` makes it, with safelight and what the page says to
 * install, and a photograph.
 */
function furnish(folder: string, installed: readonly string[]): void {
  if (!existsSync(join(ROOT, 'dist/cli.js')))
    throw new Error('Run `npm run build` first: pages use the built package.');
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
  for (const name of installed.filter((each) => each !== 'safelight')) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  symlinkSync(ROOT, join(modules, 'safelight'));
  symlinkSync(join(ROOT, 'dist/cli.js'), join(modules, '.bin/safelight'));
  cpSync(join(ROOT, 'fixtures/images/sideways.jpg'), join(folder, 'cat.jpg'));
}

function runScript(script: string, folder: string): Promise<Ran> {
  const bin = join(folder, 'node_modules/.bin');
  const { HOME: _, ...environment } = process.env;
  const shell = spawn('bash', ['-c', script], {
    cwd: folder,
    detached: true,
    env: {
      ...environment,
      HOME: folder,
      XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
      PATH: [bin, join(ROOT, 'node_modules/.bin'), '/usr/bin', process.env['PATH']].join(':'),
      NO_COLOR: '1',
      npm_config_update_notifier: 'false',
      FORCE_COLOR: undefined,
    },
  });
  let text = '';
  shell.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const ending = setTimeout(() => end(shell.pid), LONGEST);
  return new Promise((resolve, reject) => {
    shell.once('error', reject);
    // What was left running holds the pipe open, so it ends first.
    shell.once('exit', () => end(shell.pid));
    shell.once('close', (status) => {
      clearTimeout(ending);
      resolve({ status, outputs: byBlock(text) });
    });
  });
}

/** Ends the session with everything that it left running. */
function end(pid: number | undefined): void {
  // Zero would be the group that this process is in.
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left of it.
  }
}

const byBlock = (text: string): ReadonlyMap<number, string> =>
  new Map(
    text
      .split(MARK)
      .slice(1)
      .map((part) => [Number.parseInt(part, 10), part.slice(part.indexOf('\n') + 1)] as const),
  );

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
