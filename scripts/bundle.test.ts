import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { bundle } from './bundle.ts';

let root = '';

function project(files: Readonly<Record<string, string>>): string {
  root = mkdtempSync(join(tmpdir(), 'safelight-bundle-'));
  for (const [name, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = (file: string): string =>
  execFileSync(process.execPath, [join(root, 'dist', file)], { encoding: 'utf8' });

test('a child process named by URL is bundled and found', async () => {
  project({
    'main.ts': [
      "import { execFileSync } from 'node:child_process';",
      "import { fileURLToPath } from 'node:url';",
      "const child = fileURLToPath(new URL('./deep/child.ts', import.meta.url));",
      'process.stdout.write(execFileSync(process.execPath, [child]));',
    ].join('\n'),
    'deep/child.ts': "import { word } from './word.ts';\nprocess.stdout.write(word);",
    'deep/word.ts': "export const word: string = 'developed';",
  });
  await bundle({ root, outDir: join(root, 'dist'), entryPoints: { main: 'main.ts' }, external: [] });
  expect(run('main.js')).toBe('developed');
});

test('data named by URL travels with the bundle, file or folder', async () => {
  project({
    'src/main.ts': [
      "import { readFileSync } from 'node:fs';",
      "const file = new URL('../data/one.json', import.meta.url);",
      "const folder = new URL('../data/', import.meta.url);",
      "process.stdout.write(readFileSync(file, 'utf8') + readFileSync(new URL('two.txt', folder), 'utf8'));",
    ].join('\n'),
    'data/one.json': '{"one":1}',
    'data/two.txt': 'two',
  });
  await bundle({ root, outDir: join(root, 'dist'), entryPoints: { main: 'src/main.ts' }, external: [] });
  rmSync(join(root, 'data'), { recursive: true });
  expect(run('main.js')).toBe('{"one":1}two');
});

test('a CommonJS package in the bundle can require what Node brings', async () => {
  project({
    'main.ts': "import { join } from './old.cjs';\nprocess.stdout.write(join('a', 'b'));",
    'old.cjs': "exports.join = require('path').join;",
  });
  await bundle({ root, outDir: join(root, 'dist'), entryPoints: { main: 'main.ts' }, external: [] });
  expect(run('main.js')).toBe('a/b');
});
