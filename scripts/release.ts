/**
 * `npm run release`: everything that has to hold before a version goes out, in order, up to the first thing that does
 * not: a clean tree, the whole suite (the package's size is part of it), the site, and how fast it starts. `-- --publish`
 * publishes at the end; without it nothing leaves this machine.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ROOT } from './source-tree.ts';

const { values } = parseArgs({ options: { publish: { type: 'boolean', default: false } } });

const steps: readonly (readonly [what: string, hold: () => string | undefined])[] = [
  ['a clean tree', cleanTree],
  ['the suite', () => run('npm', 'test')],
  ['the site', () => run('npm', 'run', 'docs:build')],
  ['the package', () => run('npm', 'pack', '--dry-run')],
  ['the start', () => run('npm', 'run', 'bench', '--', 'start-up', '--hold')],
];
for (const [what, hold] of steps) {
  const problem = hold();
  if (problem !== undefined) {
    console.error(`not released: ${what}: ${problem}`);
    process.exit(1);
  }
  console.log(`ok: ${what}`);
}
if (values.publish) process.exitCode = run('npx', 'changeset', 'publish') === undefined ? 0 : 1;

function cleanTree(): string | undefined {
  const changed = execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' }).trim();
  return changed === '' ? undefined : `uncommitted changes\n${changed}`;
}

function run(command: string, ...args: readonly string[]): string | undefined {
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0 ? undefined : `${command} ${args.join(' ')} ended with ${status}`;
}
