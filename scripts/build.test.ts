import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleProduct } from './build.ts';
import { ROOT } from './source-tree.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

let outDir = '';

// Below the repository, so that the packages which are not bundled are found from there.
beforeAll(async () => {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  outDir = mkdtempSync(join(cache, 'safelight-'));
  await bundleProduct(outDir);
}, 180_000);

afterAll(() => rmSync(outDir, { recursive: true, force: true }));

/** Starts the built command and waits until it is ready; `end` asks it to stop and says how it did. */
async function up(): Promise<{ endpoint: string; end: () => Promise<unknown[]> }> {
  const args = [join(outDir, 'cli.js'), 'up', '--port', '0', '--blueprint', 'none', '--json'];
  const cli = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(cli, 'exit');
  const [line] = (await once(createInterface(cli.stdout), 'line')) as [string];
  const { endpoint } = JSON.parse(line) as { endpoint: string };
  return {
    endpoint,
    end: () => {
      cli.kill('SIGTERM');
      return ended;
    },
  };
}

test('the built command serves an SDK, and ends well on a signal', async () => {
  const { endpoint, end } = await up();
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: CREDENTIALS });
  try {
    const object = { Bucket: 'pictures', Key: 'a b/ü.txt' };
    await s3.send(new CreateBucketCommand({ Bucket: 'pictures' }));
    await s3.send(new PutObjectCommand({ ...object, Body: 'light' }));
    const { Body } = await s3.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe('light');
  } finally {
    s3.destroy();
    expect(await end()).toEqual([0, null]);
  }
});

test('functions run beside the built command, in a process of their own', async () => {
  const { endpoint, end } = await up();
  const lambda = new LambdaClient({ endpoint, region: 'us-east-1', credentials: CREDENTIALS });
  try {
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'double',
        Runtime: 'nodejs22.x',
        Role: 'arn:aws:iam::000000000000:role/double',
        Handler: 'index.handler',
        Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = async (n) => 2 * n;') }) },
      }),
    );
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'double', Payload: '21' }));
    expect(Payload?.transformToString()).toBe('42');
  } finally {
    lambda.destroy();
    expect(await end()).toEqual([0, null]);
  }
});
