/**
 * s3fs: a bucket as a folder, through FUSE. A machine without its device cannot mount, and the test says so.
 *
 * What touches the mounted folder is a program of its own: this process is the cloud that has to answer meanwhile.
 */
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { ODD_NAMES, programDesk, SIZES, type Desk } from './testing/programs.ts';

const MOUNTABLE = canOpen('/dev/fuse');

function canOpen(path: string): boolean {
  try {
    closeSync(openSync(path, 'r+'));
    return true;
  } catch {
    return false;
  }
}

/** A bucket, an empty folder to mount it on, and its keys by the SDK. */
async function newBucket(desk: Desk): Promise<{ readonly keys: () => Promise<readonly string[]> }> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3({ endpoint: desk.endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  await s3.createBucket({ Bucket: 's3fs' });
  mkdirSync(join(desk.folder, 'mnt'));
  writeFileSync(join(desk.folder, 'keys'), 'test:test', { mode: 0o600 });
  return {
    keys: async () => (await s3.listObjectsV2({ Bucket: 's3fs' })).Contents?.map(({ Key }) => Key!) ?? [],
  };
}

function mount(desk: Desk): Promise<string> {
  const keys = join(desk.folder, 'keys');
  const options = `passwd_file=${keys},url=${desk.endpoint},use_path_request_style,endpoint=us-east-1`;
  return desk.run('/usr/bin/s3fs', ['s3fs', join(desk.folder, 'mnt'), '-o', options]);
}

const shell = (desk: Desk, script: string): Promise<string> => desk.run('/bin/sh', ['-ec', script]);

/** What s3fs complains of when it cannot mount, as on every machine without the device. */
const COMPLAINT = MOUNTABLE ? /^$/ : /fuse/;

test('a mounted bucket holds files of every size and odd names', async () => {
  await using desk = await programDesk();
  const { keys } = await newBucket(desk);
  for (const size of SIZES) desk.write(`sizes/${size}`, size);
  for (const name of ODD_NAMES) desk.write(`photos/${name}`, 10);
  expect(await mount(desk).catch(String)).toMatch(COMPLAINT);
  if (!MOUNTABLE) return;
  try {
    await shell(desk, 'cp -r sizes photos mnt/ && cp -r mnt back');
    await shell(desk, 'mv mnt/sizes/1 mnt/one && rm mnt/sizes/0');
    const listed = (await shell(desk, 'ls -1 mnt/photos')).trim().split('\n');
    expect(listed.toSorted()).toEqual(ODD_NAMES.toSorted());
  } finally {
    await desk.run('/usr/bin/fusermount', ['-u', 'mnt']);
  }
  for (const size of SIZES) expect(desk.holds(`back/sizes/${size}`, size)).toBe(true);
  for (const name of ODD_NAMES) expect(desk.holds(`back/photos/${name}`, 10)).toBe(true);
  const left = await keys();
  expect(left).toEqual(expect.arrayContaining(['one', ...ODD_NAMES.map((name) => `photos/${name}`)]));
  expect(left).not.toContain('sizes/1');
  expect(left).not.toContain('sizes/0');
});
