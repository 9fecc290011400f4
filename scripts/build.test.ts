import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleProduct } from './build.ts';
import { ROOT } from './source-tree.ts';

let outDir = '';

// Below the repository, so that the packages which are not bundled are found from there.
beforeAll(async () => {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  outDir = mkdtempSync(join(cache, 'safelight-'));
  await bundleProduct(outDir);
}, 60_000);

afterAll(() => rmSync(outDir, { recursive: true, force: true }));

test('the built command starts a cloud that an SDK can talk to, and ends it on a signal', async () => {
  const cli = spawn(
    process.execPath,
    [join(outDir, 'cli.js'), 'up', '--port', '0', '--blueprint', 'none', '--json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(cli, 'exit');
  try {
    const [line] = (await once(createInterface(cli.stdout), 'line')) as [string];
    const { endpoint } = JSON.parse(line) as { endpoint: string };
    const s3 = new S3Client({
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await s3.send(new CreateBucketCommand({ Bucket: 'pictures' }));
    await s3.send(new PutObjectCommand({ Bucket: 'pictures', Key: 'a b/ü.txt', Body: 'light' }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'pictures', Key: 'a b/ü.txt' }));
    expect(await Body?.transformToString()).toBe('light');
    s3.destroy();
  } finally {
    cli.kill('SIGTERM');
  }
  expect(await ended).toEqual([0, null]);
});
