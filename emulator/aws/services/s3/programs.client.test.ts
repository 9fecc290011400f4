/**
 * The programs people have, against the cloud as they would use it: nothing is told to them but an address, a key and a
 * region.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';

const MIB = 1024 * 1024;
const SIZES = [0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 20 * MIB];
const ODD_NAMES = ['my dog+1 ünï.jpg', '100%.jpg', "it's.jpg", '🐕.jpg', 'a & b.jpg'];

let cloud: Cloud;
let folder: string;
let host: string;

beforeAll(async () => {
  cloud = await createCloud();
  host = cloud.endpoint.replace('http://', '');
  folder = mkdtempSync(join(tmpdir(), 'safelight-programs-'));
});
afterAll(async () => {
  await cloud.close(0);
  rmSync(folder, { recursive: true, force: true });
});

const bytesOf = (size: number): Buffer => Buffer.alloc(size, 'safelight ');

const inFolder = (name: string): string => join(folder, name);

function write(name: string, bytes: Uint8Array): string {
  writeFileSync(inFolder(name), bytes);
  return inFolder(name);
}

async function run(
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    cwd: folder,
    maxBuffer: 64 * MIB,
    env: {
      PATH: '/usr/bin:/bin',
      HOME: folder,
      LANG: 'C.UTF-8',
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      ...env,
    },
  });
  return stdout;
}

const aws = (...args: readonly string[]): Promise<string> =>
  run('/usr/bin/aws', ['--endpoint-url', cloud.endpoint, ...args]);

test('the AWS CLI copies files of every size there and back', async () => {
  await aws('s3', 'mb', 's3://cli');
  for (const size of SIZES) {
    const file = write('up', bytesOf(size));
    await aws('s3', 'cp', '--no-progress', file, `s3://cli/${size}`);
    await aws('s3', 'cp', '--no-progress', `s3://cli/${size}`, inFolder('down'));
    expect(readFileSync(inFolder('down')).equals(bytesOf(size))).toBe(true);
  }
});

test('the AWS CLI copies, lists and removes odd names', async () => {
  await aws('s3', 'mb', 's3://cli-names');
  const file = write('up', bytesOf(10));
  for (const name of ODD_NAMES) await aws('s3', 'cp', '--no-progress', file, `s3://cli-names/${name}`);
  const listed = await aws('s3', 'ls', 's3://cli-names');
  for (const name of ODD_NAMES) expect(listed).toContain(name);
  await aws('s3', 'rm', '--recursive', 's3://cli-names');
  expect(await aws('s3', 'ls', 's3://cli-names')).toBe('');
});

test('a URL that the AWS CLI signs is good for anybody', async () => {
  await aws('s3', 'mb', 's3://cli-presign');
  await aws('s3', 'cp', '--no-progress', write('up', bytesOf(100)), 's3://cli-presign/a b+c');
  const url = (await aws('s3', 'presign', 's3://cli-presign/a b+c')).trim();
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer()).equals(bytesOf(100))).toBe(true);
});

test('the AWS CLI synchronises a folder and finds nothing to do the second time', async () => {
  await aws('s3', 'mb', 's3://cli-sync');
  await run('/bin/mkdir', ['-p', 'tree/deep']);
  // S3 keeps whole seconds: a file written within the second of its upload counts as newer.
  for (const name of ['tree/a.txt', 'tree/deep/b.txt']) utimesSync(write(name, bytesOf(1_000)), 1e9, 1e9);
  await aws('s3', 'sync', '--no-progress', inFolder('tree'), 's3://cli-sync/tree');
  expect(await aws('s3', 'sync', '--no-progress', inFolder('tree'), 's3://cli-sync/tree')).toBe('');
});

const BOTO3 = `
import boto3, io, sys
s3 = boto3.client('s3', endpoint_url='ENDPOINT')
s3.create_bucket(Bucket='boto')
for size in SIZES:
    body = (b'safelight ' * (size // 10 + 1))[:size]
    s3.upload_fileobj(io.BytesIO(body), 'boto', f'key {size}')
    back = io.BytesIO()
    s3.download_fileobj('boto', f'key {size}', back)
    assert back.getvalue() == body, size
for name in NAMES:
    s3.put_object(Bucket='boto', Key=name, Body=b'x', Metadata={'name': 'plain'})
    assert s3.head_object(Bucket='boto', Key=name)['Metadata'] == {'name': 'plain'}
keys = [o['Key'] for page in s3.get_paginator('list_objects_v2').paginate(Bucket='boto', PaginationConfig={'PageSize': 3}) for o in page['Contents']]
assert set(NAMES) <= set(keys) and len(keys) == len(NAMES) + len(SIZES), keys
try:
    s3.get_object(Bucket='boto', Key='absent')
    sys.exit('an absent key was found')
except s3.exceptions.NoSuchKey:
    print('done')
`;

test('boto3 transfers files of every size, odd names and pages', async () => {
  const program = BOTO3.replace('ENDPOINT', cloud.endpoint)
    .replaceAll('SIZES', JSON.stringify(SIZES))
    .replaceAll('NAMES', JSON.stringify(ODD_NAMES));
  expect(await run('/usr/bin/python3', ['-c', program])).toBe('done\n');
});

test('s3cmd puts, gets, lists and deletes', async () => {
  const s3cmd = (...args: readonly string[]): Promise<string> =>
    run('/usr/bin/s3cmd', [
      '--access_key=test',
      '--secret_key=test',
      `--host=${host}`,
      `--host-bucket=${host}`,
      '--no-ssl',
      '--no-progress',
      ...args,
    ]);
  await s3cmd('mb', 's3://s3cmd');
  for (const size of SIZES) {
    await s3cmd('put', write('up', bytesOf(size)), `s3://s3cmd/${size}`);
    await s3cmd('get', '--force', `s3://s3cmd/${size}`, inFolder('down'));
    expect(readFileSync(inFolder('down')).equals(bytesOf(size))).toBe(true);
  }
  for (const name of ODD_NAMES) await s3cmd('put', write('up', bytesOf(5)), `s3://s3cmd/${name}`);
  const listed = await s3cmd('ls', 's3://s3cmd');
  for (const name of ODD_NAMES) expect(listed).toContain(name);
  await s3cmd('rb', '--recursive', '--force', 's3://s3cmd');
  expect(await s3cmd('ls')).not.toContain('s3cmd');
});

test('rclone synchronises a tree and its check finds no difference', async () => {
  const rclone = (...args: readonly string[]): Promise<string> =>
    run('/usr/bin/rclone', args, {
      RCLONE_CONFIG: inFolder('rclone.conf'),
      RCLONE_CONFIG_S_TYPE: 's3',
      // The provider AWS insists on a host name per bucket, which nobody resolves here.
      RCLONE_CONFIG_S_PROVIDER: 'Other',
      // Releases before 1.61 send an ACL with every object unless told which; buckets of today take only this one.
      RCLONE_CONFIG_S_ACL: 'bucket-owner-full-control',
      RCLONE_CONFIG_S_ACCESS_KEY_ID: 'test',
      RCLONE_CONFIG_S_SECRET_ACCESS_KEY: 'test',
      RCLONE_CONFIG_S_REGION: 'us-east-1',
      RCLONE_CONFIG_S_ENDPOINT: cloud.endpoint,
    });
  await run('/bin/mkdir', ['-p', 'photos/2026']);
  for (const name of ODD_NAMES) write(`photos/2026/${name}`, bytesOf(2_000));
  write('photos/large', bytesOf(20 * MIB));
  await rclone('mkdir', 's:rclone');
  await rclone('sync', inFolder('photos'), 's:rclone/photos');
  await rclone('check', '--download', inFolder('photos'), 's:rclone/photos');
  const listed = await rclone('lsf', '-R', 's:rclone');
  for (const name of ODD_NAMES) expect(listed).toContain(name);
});
