/**
 * The compiler and the linters, as tests: one run answers for everything, and its closing line counts them. Each test
 * runs the command that `npm run check` runs and shows its output when it fails.
 */
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { readSource, ROOT } from './source-tree.ts';

const PATH = [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter);

function complaints(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, PATH, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  if (error !== undefined) throw error;
  return status === 0 ? '' : `${command} ended with ${status}\n${stdout}${stderr}`;
}

test('every file has the types it says', () => {
  expect(complaints('tsc')).toBe('');
  expect(complaints('tsc', '-p', 'load')).toBe('');
  expect(complaints('tsc', '-p', 'harness/page/client')).toBe('');
  expect(complaints('tsc', '-p', 'examples/react-uploader')).toBe('');
});

test('the linter has nothing to say', () => {
  expect(complaints('oxlint', '--deny-warnings')).toBe('');
});

test('every file is formatted', () => {
  expect(complaints('oxfmt', '--check')).toBe('');
});

test('every import names something that is there and declared', () => {
  expect(complaints('knip', '--no-progress', '--include', 'unlisted,unresolved,binaries')).toBe('');
});

test('the lock file binds every package to its content and none to a registry', () => {
  const { packages } = JSON.parse(readSource('package-lock.json')) as {
    packages: Record<string, { integrity?: string; resolved?: string; inBundle?: boolean }>;
  };
  const loose = Object.entries(packages).filter(
    ([path, { integrity, resolved, inBundle }]) =>
      path !== '' && (resolved !== undefined || (integrity === undefined && inBundle !== true)),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});
