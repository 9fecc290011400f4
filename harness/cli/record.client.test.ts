/** A pipeline of somebody's own is recorded where it stands, and other clouds are judged by the record. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '#aws';
import { writeShrinker } from '../config/shrinker-project.ts';
import { outerEnvironment } from '../suite/outer-environment.ts';
import { createClients } from '../targets/clients.ts';
import { LOCAL_CREDENTIALS } from '../targets/local-credentials.ts';

const LAUNCH = fileURLToPath(new URL('launch.ts', import.meta.url));
const PHOTO = 'every photo has its item in the table, holding what is promised';

let folder = '';
let cloud: Cloud;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-recording-'));
  await writeShrinker(folder);
  cloud = await createCloud();
});
afterAll(async () => {
  await cloud.close(0);
  await rm(folder, { recursive: true, force: true });
});

function safelight(...args: readonly string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: outerEnvironment(), encoding: 'utf8' } as const;
    const child = execFile(process.execPath, [LAUNCH, ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });
}

test('what a pipeline at an endpoint answers is recorded without its names, and holds on the embedded cloud', async () => {
  const recorded = await safelight('record', 'kept', '--target', cloud.endpoint, '--name', PHOTO);
  expect(recorded).toMatchObject({ code: 0, said: expect.stringContaining('1 transcripts in') });
  expect(recorded.said).not.toContain('was not removed');
  const [file = ''] = await readdir(join(folder, 'kept/pipeline'));
  const text = await readFile(join(folder, 'kept/pipeline', file), 'utf8');
  expect(text).not.toMatch(/sl[0-9a-z]{11}|127\.0\.0\.1|safelight-pipeline|AWS4-HMAC|\d{12}"/);
  expect(JSON.parse(text)).toMatchObject({
    pipeline: 'shrinker',
    recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    exchanges: expect.arrayContaining([expect.objectContaining({ method: 'PUT' })]),
  });
  expect(await standing()).toEqual([]);

  const replayed = await safelight('replay', 'kept');
  expect(replayed).toEqual({
    code: 0,
    said: expect.stringContaining('1 of 1 transcripts hold on embedded'),
  });

  await writeFile(join(folder, 'kept/pipeline', file), text.replace('image/jpeg\\"}}}', 'image/gif\\"}}}'));
  const tampered = await safelight('replay', 'kept', '--target', cloud.endpoint);
  expect(tampered.code).toBe(1);
  expect(tampered.said).toContain('0 of 1 transcripts hold on endpoint');
  expect(tampered.said).toContain(PHOTO);
  expect(tampered.said).toMatch(/recorded .*image\/gif[^]*answered .*image\/jpeg/);
  expect(await standing()).toEqual([]);
}, 300_000);

test('where nothing can be recorded or replayed, it says why and what to do', async () => {
  const recorded = await safelight('record', 'none', '--target', 'embedded', '--family', 'delivery');
  expect(recorded).toMatchObject({ code: 2, said: expect.stringContaining('names no pipeline.delivery') });
  const empty = await safelight('replay', 'shrink');
  expect(empty).toMatchObject({
    code: 2,
    said: expect.stringContaining('There are no transcripts in shrink'),
  });
  const elsewhere = await safelight('replay', 'kept', '--no-config');
  expect(elsewhere).toMatchObject({
    code: 2,
    said: expect.stringContaining('recorded on the pipeline shrinker, and here pettracker is'),
  });
}, 300_000);

/** Buckets and stacks on the cloud at the endpoint. */
async function standing(): Promise<readonly (string | undefined)[]> {
  const { endpoint, region } = cloud;
  const clients = createClients({ endpoint, region, credentials: LOCAL_CREDENTIALS });
  const { Buckets = [] } = await (await clients.s3()).listBuckets({});
  const { Stacks = [] } = await (await clients.cloudformation()).describeStacks({});
  clients.destroy();
  return [...Buckets.map(({ Name }) => Name), ...Stacks.map(({ StackName }) => StackName)];
}
