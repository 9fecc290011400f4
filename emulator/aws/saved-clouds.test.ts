import { hash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { GetObjectCommand, PutObjectCommand, S3 } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCloud, type Cloud } from './cloud.ts';
import type { SafelightError } from './kernel/safelight-error.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const LARGE = 'x'.repeat(20_000);
const folder = mkdtempSync(join(tmpdir(), 'safelight-saved-'));
const original = join(folder, 'original');
let snapshots = '';
let cloud: Cloud;

/** Saved once by a cloud that has ended; each test works on a copy. */
beforeAll(async () => {
  await using source = await createCloud({ clock: 'manual', startAt: START, snapshots: original });
  const s3 = clientOf(source);
  await s3.createBucket({ Bucket: 'photos' });
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'small', Body: 'meow' }));
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'large', Body: LARGE }));
  await source.clock.advance(3_600_000);
  await source.saved.save('cats');
});
beforeEach(async () => {
  snapshots = mkdtempSync(join(folder, 'copy-'));
  cpSync(original, snapshots, { recursive: true });
  cloud = await createCloud({ clock: 'manual', startAt: START, snapshots });
});
afterEach(() => cloud.close(0));
afterAll(() => rmSync(folder, { recursive: true }));

function clientOf({ endpoint, region, clock }: Cloud): S3 {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const systemClockOffset = clock.now() - Date.now();
  return new S3({ endpoint, region, credentials, systemClockOffset, forcePathStyle: true });
}

const textOf = async (s3: S3, Key: string): Promise<string> =>
  (await s3.send(new GetObjectCommand({ Bucket: 'photos', Key }))).Body!.transformToString();

const blobOf = (name: string): string => {
  const [blob = ''] = readdirSync(join(snapshots, name, 'blobs'));
  return join(snapshots, name, 'blobs', blob);
};

/** Lets a cloud that has a bucket of its own load a snapshot: how it refuses, and what it has then. */
async function refused(name: string): Promise<{ readonly code: unknown; readonly buckets: unknown }> {
  await clientOf(cloud).createBucket({ Bucket: 'own' });
  const error: unknown = await cloud.saved.load(name).catch((thrown: unknown) => thrown);
  const { Buckets = [] } = await clientOf(cloud).listBuckets({});
  return { code: (error as SafelightError | undefined)?.code, buckets: Buckets.map(({ Name }) => Name) };
}

test('another cloud becomes what was saved, its time included, and forgets what it had', async () => {
  await clientOf(cloud).createBucket({ Bucket: 'own' });
  let told = 0;
  cloud.onReset({ after: () => void (told += 1) });
  await cloud.saved.load('cats');
  expect(cloud.clock.now()).toBe(START + 3_600_000);
  const s3 = clientOf(cloud);
  expect((await s3.listBuckets({})).Buckets?.map(({ Name }) => Name)).toEqual(['photos']);
  expect(await textOf(s3, 'small')).toBe('meow');
  expect(await textOf(s3, 'large')).toBe(LARGE);
  expect(told).toBe(1);
});

test('a snapshot can be loaded as often as one likes, and what changes in a cloud does not change it', async () => {
  for (let round = 0; round < 2; round += 1) {
    await cloud.saved.load('cats');
    const s3 = clientOf(cloud);
    expect(await textOf(s3, 'large')).toBe(LARGE);
    await s3.deleteObject({ Bucket: 'photos', Key: 'large' });
    await s3.deleteObject({ Bucket: 'photos', Key: 'small' });
  }
});

test('a cloud on a data folder keeps what was loaded, and saves beside its data', async () => {
  const data = join(snapshots, 'data');
  {
    await using kept = await createCloud({ clock: 'manual', startAt: START, data, snapshots });
    await kept.saved.load('cats');
    await clientOf(kept).send(new PutObjectCommand({ Bucket: 'photos', Key: 'more', Body: LARGE }));
  }
  await using kept = await createCloud({ clock: 'manual', data });
  expect(kept.recovery).toMatchObject({ clean: true, orphans: 0, missing: 0 });
  expect(await textOf(clientOf(kept), 'large')).toBe(LARGE);
  expect(await kept.saved.save('here')).toMatchObject({ name: 'here', region: 'us-east-1' });
  expect(readdirSync(join(data, 'snapshots'))).toEqual(['here']);
});

/** Beside a cloud, something that remembers one word. */
function wordBeside(of: Cloud): { word: string } {
  const beside = { word: '' };
  of.accompany({
    name: 'word',
    save: async () => Buffer.from(beside.word),
    load: async (saved) =>
      void (beside.word = saved === undefined ? 'nothing' : Buffer.from(saved).toString()),
  });
  return beside;
}

test('what stands beside a cloud is saved, put back and emptied with it', async () => {
  const beside = wordBeside(cloud);
  beside.word = 'saved';
  await cloud.saved.save('both');
  beside.word = 'kept';
  const snapshot = await cloud.snapshot();
  beside.word = 'later';
  await cloud.saved.load('both');
  expect(beside.word).toBe('saved');
  await cloud.restore(snapshot);
  expect(beside.word).toBe('kept');
  await cloud.saved.load('cats');
  expect(beside.word).toBe('nothing');
  beside.word = 'later';
  await cloud.reset();
  expect(beside.word).toBe('nothing');
});

test('what stood beside a cloud and is not what was saved is refused', async () => {
  const beside = wordBeside(cloud);
  beside.word = 'saved';
  await cloud.saved.save('both');
  writeFileSync(join(snapshots, 'both', 'beside', 'word'), 'other');
  expect((await refused('both')).code).toBe('ERR_SNAPSHOT_DAMAGED');
  expect(beside.word).toBe('saved');
});

test('a name that is taken is refused, unless the old one is to give way', async () => {
  await expect(cloud.saved.save('cats')).rejects.toMatchObject({ code: 'ERR_SNAPSHOT_EXISTS' });
  await cloud.saved.save('cats', { replace: true });
  expect(cloud.saved.list()).toMatchObject([{ name: 'cats', at: '2026-01-01T00:00:00.000Z' }]);
  expect(readdirSync(snapshots)).toEqual(['cats']);
});

test.each(['../cats', 'a/b', '.cats', '', 'x'.repeat(65), 'a\u0000b', 'cats\n'])(
  'the name %j is refused',
  async (name) => {
    await expect(cloud.saved.save(name)).rejects.toMatchObject({ code: 'ERR_SNAPSHOT_NAME' });
    await expect(cloud.saved.load(name)).rejects.toMatchObject({ code: 'ERR_SNAPSHOT_NAME' });
  },
);

test('a snapshot that is not there is refused', async () => {
  expect(await refused('dogs')).toEqual({ code: 'ERR_SNAPSHOT_UNKNOWN', buckets: ['own'] });
});

test('a cloud that has no folder for snapshots says so', async () => {
  await using bare = await createCloud({ clock: 'manual' });
  await expect(bare.saved.save('cats')).rejects.toMatchObject({ code: 'ERR_SNAPSHOT_FOLDER' });
  expect(bare.saved.list()).toEqual([]);
});

test.each([
  ['a flipped bit in its records', (file: string) => flip(join(file, 'records.sqlite'))],
  ['a flipped bit in a body', () => flip(blobOf('cats'))],
  ['half a manifest', (file: string) => writeFileSync(join(file, 'snapshot.json'), '{"format":')],
  ['no manifest', (file: string) => rmSync(join(file, 'snapshot.json'))],
  ['no body', () => rmSync(blobOf('cats'))],
  [
    'a manifest that leads elsewhere',
    (file: string) => edit(file, (manifest) => Object.assign(manifest.digests, { 'blobs/../../x': 'y' })),
  ],
])('a snapshot with %s is refused as damaged', async (_what, damage) => {
  damage(join(snapshots, 'cats'));
  expect(await refused('cats')).toEqual({ code: 'ERR_SNAPSHOT_DAMAGED', buckets: ['own'] });
});

test.each([
  ['another format', 'ERR_SNAPSHOT_VERSION', { format: 2 }],
  ['another region', 'ERR_SNAPSHOT_REGION', { region: 'eu-west-1' }],
  ['another account', 'ERR_SNAPSHOT_REGION', { accountId: '111111111111' }],
])('a snapshot of %s is refused', async (_what, code, facts) => {
  edit(join(snapshots, 'cats'), (manifest) => Object.assign(manifest, facts));
  expect(await refused('cats')).toEqual({ code: code, buckets: ['own'] });
});

test('a snapshot with tables of another version is refused', async () => {
  const file = join(snapshots, 'cats', 'records.sqlite');
  const records = new DatabaseSync(file);
  records.exec(`UPDATE migrations SET applied = applied + 1 WHERE owner = 's3'`);
  records.close();
  const digest = hash('sha256', readFileSync(file), 'hex');
  edit(join(snapshots, 'cats'), (manifest) => Object.assign(manifest.digests, { 'records.sqlite': digest }));
  expect(await refused('cats')).toEqual({ code: 'ERR_SNAPSHOT_VERSION', buckets: ['own'] });
});

test('the control API saves, lists and loads, and says in its refusal what to do', async () => {
  const url = `${cloud.endpoint}/_safelight/snapshots`;
  expect((await fetch(`${url}/now`, { method: 'PUT' })).status).toBe(201);
  expect(await (await fetch(url)).json()).toMatchObject({ snapshots: [{ name: 'cats' }, { name: 'now' }] });
  const loaded = await fetch(`${url}/cats/load`, { method: 'POST' });
  expect(await loaded.json()).toMatchObject({ now: '2026-01-01T01:00:00.000Z' });
  const misnamed = await fetch(`${url}/${encodeURIComponent('../cats')}/load`, { method: 'POST' });
  expect(misnamed.status).toBe(409);
  expect(await misnamed.json()).toMatchObject({ code: 'ERR_SNAPSHOT_NAME' });
});

interface Manifest {
  readonly digests: Record<string, string>;
}

function edit(place: string, change: (manifest: Manifest) => void): void {
  const file = join(place, 'snapshot.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  change(manifest);
  writeFileSync(file, JSON.stringify(manifest));
}

function flip(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
