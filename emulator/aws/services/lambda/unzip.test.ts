import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rawZip, type RawEntry } from './testing/raw-zip.ts';
import { unzip } from './unzip.ts';

const MEGABYTE = 1024 * 1024;
const LINK = 0o120_777;
let outside: string;
let folder: string;

beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'unzip-'));
  folder = join(outside, 'code');
  mkdirSync(folder);
});
afterEach(() => rmSync(outside, { recursive: true, force: true }));

const unpack = (entries: readonly RawEntry[], limit = MEGABYTE): Promise<void> =>
  unzip(rawZip(entries), folder, limit);

test('files come out read-only, and executable where they were', async () => {
  await unpack([
    { name: 'lib/' },
    { name: 'lib/index.js', content: 'exports.x = 1;' },
    { name: 'bootstrap', content: '#!/bin/sh', mode: 0o100_755 },
  ]);
  expect(readFileSync(join(folder, 'lib/index.js'), 'utf8')).toBe('exports.x = 1;');
  expect(statSync(join(folder, 'lib/index.js')).mode & 0o777).toBe(0o444);
  expect(statSync(join(folder, 'bootstrap')).mode & 0o777).toBe(0o555);
});

test('of two entries with one name the later counts', async () => {
  await unpack([
    { name: 'a', content: 'first' },
    { name: 'a', content: 'second' },
  ]);
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('second');
});

test.for(['../escaped', '/tmp/escaped', 'a/../../escaped', '..\\escaped'])(
  'the name %s is refused and nothing is written outside',
  async (name) => {
    await expect(unpack([{ name, content: 'x' }])).rejects.toMatchObject({ fault: 'not a zip' });
    expect(readdirSync(outside)).toEqual(['code']);
  },
);

test('a link within the package is kept', async () => {
  await unpack([
    { name: 'bin/run', content: '../lib/run.js', mode: LINK },
    { name: 'lib/run.js', content: 'run' },
  ]);
  expect(readlinkSync(join(folder, 'bin/run'))).toBe('../lib/run.js');
  expect(readFileSync(join(folder, 'bin/run'), 'utf8')).toBe('run');
});

test.for([
  ['absolute', [{ name: 'l', content: '/etc', mode: LINK }]],
  ['upwards', [{ name: 'l', content: '../..', mode: LINK }]],
  [
    'upwards by way of another link',
    [
      { name: 'a/b/' },
      { name: 'a/b/top', content: '../..', mode: LINK },
      { name: 'out', content: 'a/b/top/..', mode: LINK },
    ],
  ],
] as const)('a link that leads out is refused: %s', async ([, entries]) => {
  await expect(unpack(entries)).rejects.toMatchObject({ fault: 'not a zip' });
});

test('a file is not written through a link of the same package', async () => {
  await unpack([
    { name: 'l', content: 'elsewhere', mode: LINK },
    { name: 'elsewhere/', content: '' },
    { name: 'l', content: 'plain' },
  ]);
  expect(existsSync(join(folder, 'elsewhere/l'))).toBe(false);
});

test('a small archive of large files is refused by their size', async () => {
  const content = new Uint8Array(2 * MEGABYTE);
  await expect(unpack([{ name: 'zeros', content }])).rejects.toMatchObject({ fault: 'too large' });
});

test('many files count together', async () => {
  const content = new Uint8Array(MEGABYTE / 2 + 1);
  const entries = [
    { name: 'a', content },
    { name: 'b', content },
  ];
  await expect(unpack(entries)).rejects.toMatchObject({ fault: 'too large' });
});

test('a file larger than the archive claims is refused', async () => {
  const content = new Uint8Array(2 * MEGABYTE);
  await expect(unpack([{ name: 'zeros', content, claimedSize: 10 }])).rejects.toMatchObject({
    fault: 'not a zip',
  });
});

test('what is no archive is refused', async () => {
  await expect(unzip(Buffer.from('not a zip at all'), folder, MEGABYTE)).rejects.toMatchObject({
    fault: 'not a zip',
  });
});
