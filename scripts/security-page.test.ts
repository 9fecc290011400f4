import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSource, ROOT } from './source-tree.ts';

/** The last cell of a row: a test's file, and the name of the test. */
const ROW = /^\|.+\|\s*\[([^\]]+)\]\(([^)]+)\): (.+?)\s*\|$/;

const page = readSource('SECURITY.md');
const [, table = ''] = /^## Attacks$(.*?)^## /ms.exec(page) ?? [];
const rows = table.split('\n').filter((line) => line.startsWith('|') && !/^\|\s*(?:Attack|-)/.test(line));

test('every attack names the test that shows what happens', () => {
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((row) => !ROW.test(row))).toEqual([]);
});

test('every test that the page names is there, by that name', () => {
  const missing = rows.filter((row) => {
    const [, file = '', path = '', name = ''] = ROW.exec(row) ?? [];
    return !path.endsWith(`/${file}`) || !existsSync(join(ROOT, path)) || !readSource(path).includes(name);
  });
  expect(missing).toEqual([]);
});
