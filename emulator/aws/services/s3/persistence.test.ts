import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { days } from '../../kernel/instant.ts';
import { Store } from '../../kernel/store.ts';
import type { Bucket } from './bucket.ts';
import { Listings } from './listing.ts';
import { MIGRATIONS } from './schema.ts';
import { photosClient, s3Client } from './testing/client.ts';

const START = Date.UTC(2026, 10, 20, 12);

function folder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'safelight-s3-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

test('objects, uploads under way and lifecycle survive a restart', async () => {
  using data = folder();
  const large = Buffer.alloc(100_000, 'large');
  let UploadId: string | undefined;
  {
    await using cloud = await createCloud({ clock: 'manual', startAt: START, data: data.path });
    const s3 = await photosClient(cloud);
    await s3.putBucketLifecycleConfiguration({
      Bucket: 'photos',
      LifecycleConfiguration: {
        Rules: [{ Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 1 } }],
      },
    });
    await s3.putObject({ Bucket: 'photos', Key: 'small', Body: 'small', Metadata: { a: '1' } });
    await s3.putObject({ Bucket: 'photos', Key: 'large', Body: large });
    await s3.putObject({ Bucket: 'photos', Key: 'empty', Body: '' });
    await s3.putObject({ Bucket: 'photos', Key: 'tmp/a', Body: 'x' });
    ({ UploadId } = await s3.createMultipartUpload({ Bucket: 'photos', Key: 'parts' }));
    await s3.uploadPart({ Bucket: 'photos', Key: 'parts', UploadId, PartNumber: 1, Body: large });
  }
  await using cloud = await createCloud({ clock: 'manual', startAt: START, data: data.path });
  const s3 = s3Client(cloud);
  const read = async (Key: string) => {
    const { Body } = await s3.getObject({ Bucket: 'photos', Key });
    return Buffer.from(await Body!.transformToByteArray());
  };
  expect((await read('small')).toString()).toBe('small');
  expect(await read('empty')).toHaveLength(0);
  expect(large.equals(await read('large'))).toBe(true);
  const { Parts } = await s3.listParts({ Bucket: 'photos', Key: 'parts', UploadId });
  await s3.completeMultipartUpload({ Bucket: 'photos', Key: 'parts', UploadId, MultipartUpload: { Parts } });
  expect(large.equals(await read('parts'))).toBe(true);
  await cloud.clock.advance(days(2));
  const { Contents } = await s3.listObjectsV2({ Bucket: 'photos' });
  expect(Contents?.map(({ Key }) => Key)).toEqual(['empty', 'large', 'parts', 'small']);
});

test('bytes that no object holds any more leave the disk', async () => {
  using data = folder();
  await using cloud = await createCloud({ clock: 'manual', startAt: START, data: data.path });
  const s3 = await photosClient(cloud);
  const files = () =>
    readdirSync(join(data.path, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    ).length;
  const object = { Bucket: 'photos', Key: 'a' };
  const put = () => s3.putObject({ ...object, Body: Buffer.alloc(50_000) });
  await put();
  await put();
  expect(files()).toBe(1);
  await s3.copyObject({ Bucket: 'photos', Key: 'b', CopySource: 'photos/a' });
  const { UploadId } = await s3.createMultipartUpload(object);
  await s3.uploadPart({ ...object, UploadId, PartNumber: 1, Body: Buffer.alloc(50_000) });
  expect(files()).toBe(3);
  await s3.abortMultipartUpload({ ...object, UploadId });
  await s3.deleteObjects({ Bucket: 'photos', Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }] } });
  expect(files()).toBe(0);
});

test('a refused body leaves nothing on the disk', async () => {
  using data = folder();
  await using cloud = await createCloud({ clock: 'manual', startAt: START, data: data.path });
  const s3 = await photosClient(cloud);
  const Body = Buffer.alloc(200_000);
  await s3
    .putObject({ Bucket: 'photos', Key: 'a', Body, ChecksumCRC32: 'AAAAAA==' })
    .catch((error: unknown) => error);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body, IfMatch: '"x"' }).catch((error: unknown) => error);
  const files = readdirSync(join(data.path, 'blobs'), { recursive: true, withFileTypes: true });
  expect(files.filter((entry) => entry.isFile())).toEqual([]);
});

test('versions that were written before old ones had an index of their own are all found', async () => {
  const store = new Store(':memory:');
  store.define('s3', MIGRATIONS.slice(0, 3));
  const insert = store.statement(
    `INSERT INTO s3_objects (bucket, key, version, listed, marker, modified, size, etag, storage_class)
     VALUES (1, ?, ?, ?, ?, 0, 0, '', 'STANDARD')`,
  );
  insert.run('a', 'first', 0, 0);
  insert.run('b', 'first', 0, 0);
  insert.run('a', 'second', 1, 0);
  insert.run('b', 'marker', 0, 1);
  store.define('s3', MIGRATIONS);
  const query = { prefix: '', delimiter: undefined, seek: '', limit: 10 };
  const { rows } = new Listings(store).versions({ id: 1 } as Bucket, query);
  expect(rows.map(({ key, version }) => [key, version])).toEqual([
    ['a', 'second'],
    ['a', 'first'],
    ['b', 'marker'],
    ['b', 'first'],
  ]);
});
