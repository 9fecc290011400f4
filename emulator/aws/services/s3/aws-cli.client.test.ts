/** The AWS CLI: `s3 cp`, `s3 sync`, `s3 presign` and `s3api`. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOSTILE_KEYS } from '#fixtures';
import { bytesOf, ODD_NAMES, programDesk, SIZES, type Desk } from './testing/programs.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await programDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

const aws = (...args: readonly string[]): Promise<string> =>
  desk.run('/usr/bin/aws', ['--endpoint-url', desk.endpoint, ...args]);

test('cp copies files of every size there and back', async () => {
  await aws('s3', 'mb', 's3://cli');
  for (const size of SIZES) {
    const file = desk.write('up', size);
    await aws('s3', 'cp', '--no-progress', file, `s3://cli/${size}`);
    await aws('s3', 'cp', '--no-progress', `s3://cli/${size}`, 'down');
    expect(desk.holds('down', size)).toBe(true);
  }
});

test('cp, ls and rm take a folder of odd names', async () => {
  await aws('s3', 'mb', 's3://cli-names');
  for (const name of ODD_NAMES) desk.write(`names/${name}`, 10);
  await aws('s3', 'cp', '--recursive', '--no-progress', 'names', 's3://cli-names');
  const listed = await aws('s3', 'ls', 's3://cli-names');
  for (const name of ODD_NAMES) expect(listed).toContain(name);
  await aws('s3', 'cp', '--recursive', '--no-progress', 's3://cli-names', 'names-back');
  for (const name of ODD_NAMES) expect(desk.holds(`names-back/${name}`, 10)).toBe(true);
  await aws('s3', 'rm', '--recursive', 's3://cli-names');
  expect(await aws('s3', 'ls', 's3://cli-names')).toBe('');
});

test('s3api puts keys that no file can have and lists them as they are', async () => {
  const wanted = [
    'quotes',
    'what XML must escape',
    'dot segments inside',
    'a path that climbs',
    'an empty segment',
  ];
  const keys = HOSTILE_KEYS.filter(({ name }) => wanted.includes(name)).map(({ key }) => key);
  expect(keys).toHaveLength(wanted.length);
  await aws('s3api', 'create-bucket', '--bucket', 'cli-api');
  const file = desk.write('body', 3);
  for (const key of keys) {
    await aws('s3api', 'put-object', '--bucket', 'cli-api', '--key', key, '--body', file);
    await aws('s3api', 'get-object', '--bucket', 'cli-api', '--key', key, 'body-back');
    expect(desk.holds('body-back', 3)).toBe(true);
  }
  const listed = await aws('s3api', 'list-objects-v2', '--bucket', 'cli-api', '--output', 'json');
  const { Contents } = JSON.parse(listed) as { Contents: { Key: string }[] };
  expect(Contents.map(({ Key }) => Key).toSorted()).toEqual(keys.toSorted());
});

test('a URL that presign makes is good for anybody', async () => {
  await aws('s3', 'mb', 's3://cli-presign');
  await aws('s3', 'cp', '--no-progress', desk.write('up', 100), 's3://cli-presign/a b+c');
  const url = (await aws('s3', 'presign', 's3://cli-presign/a b+c')).trim();
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer()).equals(bytesOf(100))).toBe(true);
});

test('sync finds nothing to do the second time', async () => {
  await aws('s3', 'mb', 's3://cli-sync');
  // S3 keeps whole seconds: a file written within the second of its upload counts as newer.
  for (const name of ['tree/a.txt', 'tree/deep/b.txt']) utimesSync(desk.write(name, 1_000), 1e9, 1e9);
  await aws('s3', 'sync', '--no-progress', join(desk.folder, 'tree'), 's3://cli-sync/tree');
  expect(await aws('s3', 'sync', '--no-progress', 'tree', 's3://cli-sync/tree')).toBe('');
});
