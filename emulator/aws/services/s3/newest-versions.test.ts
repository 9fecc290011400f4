import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Blobs } from '../../kernel/blobs.ts';
import { Ids } from '../../kernel/ids.ts';
import { Store } from '../../kernel/store.ts';
import { Buckets } from './bucket.ts';
import type { ObjectDraft } from './object.ts';
import { Objects } from './objects.ts';
import { MIGRATIONS } from './schema.ts';

const draftOf = (etag: string): ObjectDraft => ({
  key: 'photo.jpg',
  modified: 0,
  size: 1,
  etag,
  storageClass: 'STANDARD',
  contentType: 'image/jpeg',
  checksum: undefined,
  headers: undefined,
  metadata: undefined,
  tags: undefined,
  encryption: undefined,
  protection: undefined,
  acl: undefined,
});

async function scene() {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-objects-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [store, ids] = [new Store(':memory:'), new Ids('seed')];
  store.define('s3', MIGRATIONS);
  const blobs = new Blobs(store, ids, folder);
  const objects = new Objects(store, blobs, ids);
  const bucket = new Buckets(store).add({
    name: 'photos',
    account: '000000000000',
    region: 'us-east-1',
    location: undefined,
    created: 0,
    versioning: undefined,
    objectLock: false,
  });
  const content = [await blobs.stage(Buffer.from('1')), await blobs.stage(Buffer.from('2'))] as const;
  const newest = () => objects.newest(bucket, 'photo.jpg');
  store.transact(() => objects.write(bucket, draftOf('first'), { blob: content[0] }));
  const overwrite = () => objects.write(bucket, draftOf('second'), { blob: content[1] });
  return { store, objects, bucket, newest, overwrite };
}

test('a version that was read is remembered until its key changes', async () => {
  const { store, objects, bucket, newest, overwrite } = await scene();
  const first = newest()!;
  expect(newest()).toBe(first);
  objects.setTags(first, [{ Key: 'colour', Value: 'red' }]);
  expect(newest()?.tags).toEqual([{ Key: 'colour', Value: 'red' }]);
  store.transact(overwrite);
  expect(newest()?.etag).toBe('second');
  store.transact(() => objects.delete(bucket, 'photo.jpg', 0));
  expect(newest()).toBeUndefined();
});

test('what a transaction reads of its own changes is not remembered when it fails', async () => {
  const { store, newest, overwrite } = await scene();
  expect(newest()?.etag).toBe('first');
  const failing = () => {
    overwrite();
    expect(newest()?.etag).toBe('second');
    throw new Error('no room');
  };
  expect(() => store.transact(failing)).toThrow('no room');
  expect(newest()?.etag).toBe('first');
});
