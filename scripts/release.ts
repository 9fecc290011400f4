/**
 * `npm run release`: everything that has to hold before a version goes out, in order, up to the first thing that does
 * not; what is quick to know comes first. `-- --publish` publishes at the end, and asks for a complete changelog before
 * anything else; without it nothing leaves this machine.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { overSize, type PackedFacts } from './size-budgets.ts';
import { ROOT } from './source-tree.ts';

const { values } = parseArgs({ options: { publish: { type: 'boolean', default: false } } });

/** Each answers what does not hold, in words. */
type Step = readonly [what: string, hold: () => string | undefined];

const STEPS: readonly Step[] = [
  ['a clean tree', cleanTree],
  ['the programs', programs],
  ['the package', packed],
  ['the start', () => run('npm', 'run', 'bench', '--', 'start-up', '--hold')],
  ['the site', () => run('npm', 'run', 'docs:build')],
  ['the suite', () => run('npm', 'test')],
  ['a tree still clean', cleanTree],
];
const PUBLISHING: readonly Step[] = [['publishing', () => run('npx', 'changeset', 'publish')]];

const steps = values.publish ? [['the changelog', changelog] as const, ...STEPS, ...PUBLISHING] : STEPS;
for (const [what, hold] of steps) {
  const problem = hold();
  if (problem !== undefined) {
    console.error(`not released: ${what}: ${problem}`);
    process.exit(1);
  }
  console.log(`ok: ${what}`);
}

/** What the changesets say stands in the changelog, under the version that goes out. */
function changelog(): string | undefined {
  const pending = globSync('.changeset/*.md', { cwd: ROOT, exclude: ['.changeset/README.md'] });
  return pending.length === 0
    ? undefined
    : `${pending.length} in .changeset are not in it; run npx changeset version and commit`;
}

function cleanTree(): string | undefined {
  const changed = execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' }).trim();
  return changed === '' ? undefined : `uncommitted changes\n${changed}`;
}

/** Without them, the suite would fail by the names of their tests, much later. */
function programs(): string | undefined {
  const missing = execFileSync('bash', ['.ci/run', '--missing'], { cwd: ROOT, encoding: 'utf8' }).trim();
  return missing === '' ? undefined : `not here, and .ci/run installs them\n${missing}`;
}

/** Packing builds: what follows starts and tests what would be published. */
function packed(): string | undefined {
  const { failure, stdout } = spawn('npm', ['pack', '--dry-run', '--json'], 'pipe');
  if (failure !== undefined) return failure;
  // What the scripts of the package print stands before it.
  const told = JSON.parse(stdout.slice(stdout.search(/^[[{]$/m))) as Record<string, PackedFacts>;
  const over = Object.values(told).flatMap(overSize);
  return over.length === 0 ? undefined : over.join('; ');
}

function run(command: string, ...args: readonly string[]): string | undefined {
  return spawn(command, args, 'inherit').failure;
}

function spawn(command: string, args: readonly string[], stdout: 'inherit' | 'pipe') {
  const {
    error,
    signal,
    status,
    stdout: printed,
  } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['inherit', stdout, 'inherit'],
    shell: process.platform === 'win32',
  });
  const ended = error?.message ?? signal ?? status;
  const failure = ended === 0 ? undefined : `${command} ${args.join(' ')} ended with ${ended}`;
  return { failure, stdout: printed ?? '' };
}
