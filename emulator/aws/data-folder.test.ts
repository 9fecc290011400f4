import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { GetObjectCommand, PutObjectCommand, S3 } from '@aws-sdk/client-s3';
import { afterEach, expect, test } from 'vitest';
import { createCloud, type Cloud } from './cloud.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const LARGE = 'x'.repeat(20_000);
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-data-'));
  folders.push(folder);
  return folder;
}

const start = (data: string): Promise<Cloud> => createCloud({ data, clock: 'manual' });

function clientOf({ endpoint, region, clock }: Cloud): S3 {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const systemClockOffset = clock.now() - Date.now();
  return new S3({ endpoint, region, credentials, systemClockOffset, forcePathStyle: true, maxAttempts: 1 });
}

/** What a process that is killed leaves: the files as they are, with nothing closed. */
function killedCopy(data: string): string {
  const copy = newFolder();
  cpSync(data, copy, { recursive: true });
  return copy;
}

/** A folder with two large objects in a bucket, as a killed process left it. */
async function leftBehind(): Promise<string> {
  const data = newFolder();
  await using cloud = await createCloud({ data, clock: 'manual', startAt: START });
  const s3 = clientOf(cloud);
  await s3.createBucket({ Bucket: 'photos' });
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'cat', Body: LARGE }));
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'dog', Body: LARGE }));
  await cloud.clock.advance(90 * 86_400_000);
  return killedCopy(data);
}

const blobFiles = (data: string): string[] =>
  readdirSync(join(data, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const textOf = async (s3: S3, Key: string): Promise<string> =>
  (await s3.send(new GetObjectCommand({ Bucket: 'photos', Key }))).Body!.transformToString();

test('what a killed process acknowledged is there, time included, and the start says what it found', async () => {
  const data = await leftBehind();
  mkdirSync(join(data, 'blobs', '00'), { recursive: true });
  writeFileSync(join(data, 'blobs', '00', '00'.repeat(16)), 'half a body');
  await using cloud = await start(data);
  expect(cloud.recovery).toMatchObject({ clean: false, orphans: 1, missing: 0, deliveries: 0 });
  expect(cloud.journal.entries()).toMatchObject([{ type: 'recovery', clean: false, orphans: 1 }]);
  expect(cloud.clock.now()).toBe(START + 90 * 86_400_000);
  expect(await textOf(clientOf(cloud), 'cat')).toBe(LARGE);
  expect(blobFiles(data)).toHaveLength(2);
});

test('numbers of the journal are never given out twice, however a run ended', async () => {
  const data = newFolder();
  const first = await start(data);
  await clientOf(first).createBucket({ Bucket: 'photos' });
  const killed = killedCopy(data);
  const { seq } = first.journal;
  await first.close(0);
  await using orderly = await start(data);
  await using after = await start(killed);
  expect(orderly.recovery).toMatchObject({ clean: true });
  expect(orderly.journal.seq).toBe(seq + 1);
  expect(after.journal.seq).toBeGreaterThan(seq);
});

test('an object whose file vanished answers an error in words, and the start names it', async () => {
  const data = await leftBehind();
  const [victim = ''] = blobFiles(data);
  rmSync(victim);
  await using cloud = await start(data);
  const s3 = clientOf(cloud);
  const [bereft = ''] = cloud.recovery?.bereft ?? [];
  const key = bereft.slice('s3://photos/'.length);
  expect(['cat', 'dog']).toContain(key);
  expect(await textOf(s3, key === 'cat' ? 'dog' : 'cat')).toBe(LARGE);
  await expect(textOf(s3, key)).rejects.toMatchObject({
    name: 'ServiceUnavailable',
    message: 'The bytes are missing from the data folder of this cloud.',
  });
  expect(cloud.journal.entries()).toContainEqual(
    expect.objectContaining({ type: 'storage', trouble: 'missing' }),
  );
});

test('an object whose file lost its end is missing, not shorter', async () => {
  const data = await leftBehind();
  for (const file of blobFiles(data)) truncateSync(file, 10_000);
  await using cloud = await start(data);
  expect(cloud.recovery?.missing).toBe(2);
  await expect(textOf(clientOf(cloud), 'cat')).rejects.toMatchObject({ name: 'ServiceUnavailable' });
});

test('an upload of which one part vanished is refused before it begins', async () => {
  const data = newFolder();
  const object = { Bucket: 'photos', Key: 'parts' };
  {
    await using cloud = await start(data);
    const s3 = clientOf(cloud);
    await s3.createBucket({ Bucket: 'photos' });
    const { UploadId } = await s3.createMultipartUpload(object);
    const parts = await Promise.all(
      [1, 2].map(async (PartNumber) => {
        const Body = Buffer.alloc(5_242_880, PartNumber);
        return { PartNumber, ETag: (await s3.uploadPart({ ...object, UploadId, PartNumber, Body })).ETag };
      }),
    );
    await s3.completeMultipartUpload({ ...object, UploadId, MultipartUpload: { Parts: parts } });
  }
  rmSync(blobFiles(data)[1] ?? '');
  await using cloud = await start(data);
  await expect(textOf(clientOf(cloud), 'parts')).rejects.toMatchObject({ name: 'ServiceUnavailable' });
});

test('records with a damaged page are refused and stay as they are', async () => {
  const data = await leftBehind();
  const file = join(data, 'records.sqlite');
  // What is in the log only must reach the pages first.
  await (await start(data)).close(0);
  const bytes = readFileSync(file);
  bytes.fill(0xaa, 8 * 4_096, 9 * 4_096);
  writeFileSync(file, bytes);
  await expect(start(data)).rejects.toMatchObject({ code: 'ERR_DATA_FOLDER_DAMAGED' });
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('a file that is no database is refused and stays as it is', async () => {
  const data = newFolder();
  const file = join(data, 'records.sqlite');
  writeFileSync(file, 'these are my records, do not touch'.repeat(100));
  await expect(start(data)).rejects.toMatchObject({ code: 'ERR_DATA_FOLDER_DAMAGED' });
  expect(readFileSync(file, 'utf8')).toMatch(/^these are my records/);
});

test.each([
  [
    'a migration that this version does not have',
    `UPDATE migrations SET applied = applied + 1 WHERE owner = 's3'`,
  ],
  ['a migration that reads differently', `UPDATE migrations SET digest = 'other' WHERE owner = 'sqs'`],
  ['tables of a service that this version does not have', `INSERT INTO migrations VALUES ('braket', 1, 'x')`],
  ['another program', 'PRAGMA application_id = 7'],
])('records with %s are refused and stay as they are', async (_what, change) => {
  const data = await leftBehind();
  const edit = new DatabaseSync(join(data, 'records.sqlite'));
  edit.exec(change);
  const before = edit.prepare('SELECT number, seq, at FROM boots').all();
  edit.close();
  await expect(start(data)).rejects.toMatchObject({ code: 'ERR_DATA_FOLDER_VERSION' });
  const look = new DatabaseSync(join(data, 'records.sqlite'));
  expect(look.prepare('SELECT number, seq, at FROM boots').all()).toEqual(before);
  look.close();
});

test('a folder that cannot be written to is refused', async () => {
  const data = await leftBehind();
  chmodSync(data, 0o555);
  // Permissions mean nothing to root.
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await expect(start(data)).rejects.toMatchObject({ code: 'ERR_DATA_FOLDER' });
    await expect(start(join(data, 'new'))).rejects.toMatchObject({ code: 'ERR_DATA_FOLDER' });
  } finally {
    if (root) process.seteuid?.(0);
    chmodSync(data, 0o755);
  }
});

test('a data folder that is a file is refused', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  await expect(start(file)).rejects.toMatchObject({ code: 'ERR_DATA_FOLDER' });
});

test('a restored cloud gives no new body the name of one that another snapshot holds', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START, seed: 'names' });
  const s3 = clientOf(cloud);
  await s3.createBucket({ Bucket: 'photos' });
  const put = (Body: string) => s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'cat', Body }));
  using empty = await cloud.snapshot();
  await cloud.restore(empty);
  await put(LARGE);
  using full = await cloud.snapshot();
  await cloud.restore(empty);
  await put(LARGE.toUpperCase());
  expect(await textOf(s3, 'cat')).toBe(LARGE.toUpperCase());
  await cloud.restore(full);
  expect(await textOf(s3, 'cat')).toBe(LARGE);
});

/** Gives the files of a folder names of 32 digits, in folders by their first two, as they once were. */
function nameAsFormerly(data: string): void {
  const records = new DatabaseSync(join(data, 'records.sqlite'));
  for (const file of blobFiles(data)) {
    const name = basename(file).split('').toReversed().join('').padEnd(32, 'f');
    mkdirSync(join(data, 'blobs', name.slice(0, 2)), { recursive: true });
    renameSync(file, join(data, 'blobs', name.slice(0, 2), name));
    records.prepare('UPDATE blobs SET name = ? WHERE name = ?').run(name, basename(file));
    records.prepare('UPDATE s3_objects SET blob = ? WHERE blob = ?').run(name, basename(file));
  }
  records.close();
}

test('bodies under names of the former kind are read, saved, replaced and deleted as all are', async () => {
  const data = await leftBehind();
  nameAsFormerly(data);
  await using cloud = await start(data);
  expect(cloud.recovery).toMatchObject({ orphans: 0, missing: 0 });
  const s3 = clientOf(cloud);
  expect(await textOf(s3, 'cat')).toBe(LARGE);
  await cloud.saved.save('formerly');
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'cat', Body: 'small' }));
  await s3.deleteObject({ Bucket: 'photos', Key: 'dog' });
  expect(blobFiles(data)).toEqual([]);
  await cloud.saved.load('formerly');
  expect(await textOf(clientOf(cloud), 'dog')).toBe(LARGE);
});
