import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCloud, type Cloud } from '#aws';
import { IMAGES, imageBytesSync } from '#fixtures';
import { createClients } from '../targets/clients.ts';
import { connectionTo } from '../targets/embedded.ts';
import { main } from './main.ts';

let cloud: Cloud;
let folder: string;

beforeEach(async () => {
  cloud = await createCloud();
  folder = mkdtempSync(join(tmpdir(), 'safelight-migrate-'));
});
afterEach(async () => {
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
  await cloud.close(0);
});

test('a folder is moved, and the report names what happened to each file', async () => {
  const clients = createClients(connectionTo(cloud));
  await (await clients.s3()).createBucket({ Bucket: 'images' });
  clients.destroy();
  writeFileSync(join(folder, 'cat.jpg'), imageBytesSync(IMAGES.coffee));
  const report = join(folder, 'report.json');
  const args = ['migrate', folder, '--bucket', 'images', '--endpoint', cloud.endpoint, '--report', report];
  expect(await main(args)).toBe(0);
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
    files: [{ file: 'cat.jpg', key: 'uploads/cat.jpg', outcome: 'moved' }],
  });
});

test('images that cannot be stored end the run with 1', async () => {
  writeFileSync(join(folder, 'cat.jpg'), imageBytesSync(IMAGES.coffee));
  expect(await main(['migrate', folder, '--bucket', 'never-made', '--endpoint', cloud.endpoint])).toBe(1);
});

test('a folder that is not there ends the run with 2', async () => {
  expect(
    await main(['migrate', join(folder, 'no'), '--bucket', 'images', '--endpoint', cloud.endpoint]),
  ).toBe(2);
});
