import type { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused, type Address } from '../testing/client.ts';
import { send } from '../testing/raw-request.ts';

async function versioned(cloud: Address): Promise<S3> {
  const s3 = await photosClient(cloud);
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  return s3;
}

const put = async (s3: S3, Key: string): Promise<string | undefined> =>
  (await s3.putObject({ Bucket: 'photos', Key, Body: 'x' })).VersionId;

test('versions and markers stand between each other, newest first, though all have one time', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versioned(cloud);
  const first = await put(s3, 'a');
  const marker = (await s3.deleteObject({ Bucket: 'photos', Key: 'a' })).VersionId;
  const second = await put(s3, 'a');
  const other = await put(s3, 'b');
  const { body } = await send(cloud, { path: '/photos', query: 'versions=' });
  const entries = [
    ...body.matchAll(
      /<(Version|DeleteMarker)><Key>(.*?)<\/Key><VersionId>(.*?)<\/VersionId><IsLatest>(.*?)</g,
    ),
  ];
  expect(entries.map(([, kind, key, id, latest]) => [kind, key, id, latest])).toEqual([
    ['Version', 'a', second, 'true'],
    ['DeleteMarker', 'a', marker, 'false'],
    ['Version', 'a', first, 'false'],
    ['Version', 'b', other, 'true'],
  ]);
});

test('pages go on in the middle of a key', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versioned(cloud);
  const ids = [await put(s3, 'a'), await put(s3, 'a'), await put(s3, 'a'), await put(s3, 'b')];
  const seen: (string | undefined)[] = [];
  const latest: (boolean | undefined)[] = [];
  let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await s3.listObjectVersions({ Bucket: 'photos', MaxKeys: 2, ...markers });
    seen.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
    latest.push(...(page.Versions ?? []).map(({ IsLatest }) => IsLatest));
    if (page.IsTruncated !== true) break;
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
  expect(seen).toEqual([ids[2], ids[1], ids[0], ids[3]]);
  expect(latest).toEqual([true, false, false, true]);
});

test('a key marker alone begins after all versions of that key', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versioned(cloud);
  await put(s3, 'a');
  await put(s3, 'a');
  await put(s3, 'b');
  const { Versions } = await s3.listObjectVersions({ Bucket: 'photos', KeyMarker: 'a' });
  expect(Versions?.map(({ Key }) => Key)).toEqual(['b']);
});

test('a page that ends on a common prefix names no version to go on from', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versioned(cloud);
  for (const key of ['a/1', 'a/2', 'b']) await put(s3, key);
  const query = { Bucket: 'photos', Delimiter: '/', MaxKeys: 1 };
  const first = await s3.listObjectVersions(query);
  expect(first).toMatchObject({ CommonPrefixes: [{ Prefix: 'a/' }], NextKeyMarker: 'a/', IsTruncated: true });
  expect(first.NextVersionIdMarker).toBeUndefined();
  const second = await s3.listObjectVersions({ ...query, KeyMarker: 'a/' });
  expect(second.Versions?.map(({ Key }) => Key)).toEqual(['b']);
});

test('who empties a key page by page reaches its oldest versions', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versioned(cloud);
  for (let index = 0; index < 5; index += 1) await put(s3, 'a');
  const query = { Bucket: 'photos', Prefix: 'a', MaxKeys: 2 };
  const first = await s3.listObjectVersions(query);
  const Objects = (first.Versions ?? []).map(({ Key, VersionId }) => ({ Key, VersionId }));
  await s3.deleteObjects({ Bucket: 'photos', Delete: { Objects } });
  const second = await s3.listObjectVersions({
    ...query,
    MaxKeys: 5,
    KeyMarker: first.NextKeyMarker,
    VersionIdMarker: first.NextVersionIdMarker,
  });
  expect(second.Versions?.map(({ IsLatest }) => IsLatest)).toEqual([true, false, false]);
});

test('a marker within a common prefix has all of it behind', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versioned(cloud);
  for (const key of ['a/1', 'a/2', 'b']) await put(s3, key);
  const page = await s3.listObjectVersions({ Bucket: 'photos', Delimiter: '/', KeyMarker: 'a/1' });
  expect(page.CommonPrefixes).toBeUndefined();
  expect(page.Versions?.map(({ Key }) => Key)).toEqual(['b']);
});

test('objects from before versioning are null versions', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await put(s3, 'a');
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  const id = await put(s3, 'a');
  const { Versions } = await s3.listObjectVersions({ Bucket: 'photos' });
  expect(Versions?.map(({ VersionId }) => VersionId)).toEqual([id, 'null']);
});

test.each([
  [{ VersionIdMarker: 'x' }, 'A version-id marker cannot be specified without a key marker.'],
  [{ KeyMarker: 'a', VersionIdMarker: '' }, 'A version-id marker cannot be empty.'],
  [{ KeyMarker: 'a', VersionIdMarker: 'x' }, 'Invalid version id specified'],
  [{ MaxKeys: -1 }, 'max-keys cannot be negative'],
])('%j is refused', async (parameters, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await versioned(cloud);
  const list = s3.listObjectVersions({ Bucket: 'photos', ...parameters });
  expect(await refused(list)).toMatchObject({ status: 400, code: 'InvalidArgument', message });
});
