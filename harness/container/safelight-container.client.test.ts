/** Wants Docker, and the image that `docker build --tag safelight .` makes: without them nothing is shown here. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getContainerRuntimeClient, ImageName } from 'testcontainers';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createClients } from '../targets/clients.ts';
import { SafelightContainer } from './safelight-container.ts';

/** Why there can be no container. */
let lack: string | undefined;

beforeAll(async () => {
  // One more image to pull; what is started here ends with its test.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
  lack = await whatIsMissing();
  if (lack !== undefined) process.stderr.write(`No container of safelight is tried: ${lack}.\n`);
});

beforeEach(({ skip }) => skip(lack !== undefined, lack));

async function whatIsMissing(): Promise<string | undefined> {
  try {
    const { image } = await getContainerRuntimeClient();
    const there = await image.exists(ImageName.fromString('safelight'));
    return there ? undefined : 'there is no image safelight; docker build --tag safelight . makes it';
  } catch {
    return 'no container runtime answers';
  }
}

test('a container takes an SDK’s requests at the address and with the credentials that it names', async () => {
  await using container = await new SafelightContainer().start();
  const clients = createClients(container.getConnection());
  const s3 = await clients.s3();
  await s3.createBucket({ Bucket: 'photos' });
  await s3.putObject({ Bucket: 'photos', Key: 'a b.txt', Body: 'light' });
  const { Body } = await s3.getObject({ Bucket: 'photos', Key: 'a b.txt' });
  expect(await Body?.transformToString()).toBe('light');
  expect(container.getConnectionUri()).toMatch(/^http:\/\/[\w.]+:\d+$/);
  clients.destroy();
});

test('a container is the cloud that was described, started when its ready scripts have run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-scripts-'));
  mkdirSync(join(folder, 'ready.d'));
  writeFileSync(
    join(folder, 'ready.d/bucket.sh'),
    `node -e 'fetch(process.env.AWS_ENDPOINT_URL + "/_safelight/clock")' && id -u | grep -qx 10001\n`,
  );
  try {
    await using container = await new SafelightContainer()
      .withCloud({ blueprint: 'pettracker', clock: 'manual', seed: 'spring' })
      .withInitScripts(folder)
      .start();
    const clients = createClients(container.getConnection());
    const { Buckets = [] } = await (await clients.s3()).listBuckets();
    expect(Buckets.map(({ Name }) => Name)).not.toEqual([]);
    const init = await fetch(`${container.getConnectionUri()}/_localstack/init`);
    expect(await init.json()).toMatchObject({
      scripts: [{ stage: 'READY', name: 'bucket.sh', state: 'SUCCESSFUL' }],
    });
    clients.destroy();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a container that may be used again is the same one the next time, with what is in it', async () => {
  const one = await new SafelightContainer().withReuse().start();
  try {
    const clients = createClients(one.getConnection());
    await (await clients.s3()).createBucket({ Bucket: 'kept' });
    const other = await new SafelightContainer().withReuse().start();
    expect(other.getId()).toBe(one.getId());
    const { Buckets = [] } = await (await clients.s3()).listBuckets();
    expect(Buckets.map(({ Name }) => Name)).toEqual(['kept']);
    clients.destroy();
  } finally {
    await one.stop();
  }
});
