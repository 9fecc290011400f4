import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteFaults } from './site-links.ts';
import { ROOT } from './source-tree.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'safelight-site-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the site builds; every link and anchor in it resolves, and it loads nothing from elsewhere', () => {
  const dist = join(folder, 'dist');
  const vitepress = join(ROOT, 'node_modules/vitepress/bin/vitepress.js');
  execFileSync(process.execPath, [vitepress, 'build', 'docs', '--outDir', dist], {
    cwd: ROOT,
    stdio: 'pipe',
  });
  expect(siteFaults(dist)).toEqual([]);
});

test('a dead link, a missing heading and a foreign asset are found', () => {
  const dist = join(folder, 'faulty');
  mkdirSync(dist);
  writeFileSync(
    join(dist, 'a.html'),
    '<h1 id="here"></h1><a href="/b.html"></a><a href="#here"></a><a href="/a.html#gone"></a><img src="https://x.test/y.png">',
  );
  writeFileSync(join(dist, 'a.css'), '@import "https://x.test/z.css";');
  expect(siteFaults(dist)).toEqual([
    'a.html: /b.html is not there',
    'a.html: /a.html#gone has no such heading',
    'a.html: loads https://x.test/y.png',
    'a.css: loads https://x.test/z.css',
  ]);
});
