/** What a release asks for before anything is built, in a repository that holds little more than its script. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { PackedFacts } from './size-budgets.ts';
import { ROOT } from './source-tree.ts';

let repository: string;

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'safelight-release-'));
  for (const name of ['release.ts', 'size-budgets.ts', 'source-tree.ts']) {
    cpSync(join(ROOT, 'scripts', name), join(repository, 'scripts', name));
  }
  write('package.json', '{ "type": "module" }');
  write('.changeset/README.md', '');
  write('.ci/run', 'echo s3cmd\n');
  git('init', '--quiet');
  commit();
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}

const git = (...args: readonly string[]): Buffer =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@test', ...args], { cwd: repository });

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'all');
}

function release(...args: readonly string[]) {
  const script = join(repository, 'scripts/release.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('a tree with changes is refused, with their names', () => {
  write('new.txt', '');
  expect(release()).toEqual({
    status: 1,
    stdout: '',
    stderr: 'not released: a clean tree: uncommitted changes\n?? new.txt\n',
  });
});

test('a machine without the programs of the suite is refused, with their names', () => {
  expect(release()).toEqual({
    status: 1,
    stdout: 'ok: a clean tree\n',
    stderr: 'not released: the programs: not here, and .ci/run installs them\ns3cmd\n',
  });
});

test('publishing with changes that the changelog does not tell of is refused', () => {
  write('.changeset/small.md', '');
  commit();
  expect(release('--publish')).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'not released: the changelog: 1 in .changeset are not in it; run npx changeset version and commit\n',
  });
});

/** Puts an npm in the way of the real one, that says what it packed and fails at everything else. */
function packing(facts: PackedFacts): void {
  write('.ci/run', '');
  const script = [
    '#!/bin/sh',
    '[ "$1" = pack ] || exit 3',
    'echo "> built"',
    `echo '${JSON.stringify([facts], undefined, 2)}'`,
  ];
  write('bin/npm', script.join('\n'));
  chmodSync(join(repository, 'bin/npm'), 0o755);
  commit();
  vi.stubEnv('PATH', [join(repository, 'bin'), process.env['PATH']].join(delimiter));
  onTestFinished(() => void vi.unstubAllEnvs());
}

test('a package over its budget is refused, with its figure', () => {
  packing({ size: 8_000_000, unpackedSize: 1, entryCount: 1 });
  expect(release().stderr).toBe('not released: the package: 8000000 bytes packed, less than 7900000 asked\n');
});

test('a command that fails is named, with what it ended with', () => {
  packing({ size: 1, unpackedSize: 1, entryCount: 1 });
  expect(release()).toEqual({
    status: 1,
    stdout: 'ok: a clean tree\nok: the programs\nok: the package\n',
    stderr: 'not released: the start: npm run bench -- start-up --hold ended with 3\n',
  });
});
