import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, type Address } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

async function withKeys(cloud: Address, keys: readonly string[]) {
  const s3 = await photosClient(cloud);
  for (const Key of keys) await s3.putObject({ Bucket: 'photos', Key, Body: '' });
  return s3;
}

const keysOf = ({ Contents }: ListObjectsV2CommandOutput): string[] =>
  (Contents ?? []).map(({ Key = '' }) => Key);

const prefixesOf = ({ CommonPrefixes }: ListObjectsV2CommandOutput): string[] =>
  (CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix);

test('an empty bucket is this document', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const { body } = await send(cloud, { path: '/photos', query: 'list-type=2' });
  expect(body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>photos</Name><Prefix></Prefix><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>',
  );
});

test('an entry names its checksum and its storage class, and its owner only when asked', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.UTC(2026, 10, 20) });
  const s3 = await withKeys(cloud, ['a']);
  const entry = {
    Key: 'a',
    LastModified: new Date(Date.UTC(2026, 10, 20)),
    ETag: '"d41d8cd98f00b204e9800998ecf8427e"',
    ChecksumAlgorithm: ['CRC32'],
    ChecksumType: 'FULL_OBJECT',
    Size: 0,
    StorageClass: 'STANDARD',
  };
  expect((await s3.listObjectsV2({ Bucket: 'photos' })).Contents).toEqual([entry]);
  expect((await s3.listObjectsV2({ Bucket: 'photos', FetchOwner: true })).Contents).toEqual([
    { ...entry, Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) } },
  ]);
});

test('keys are in the order of their UTF-8 bytes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withKeys(cloud, ['b', 'B', 'a', '😀', '\uff5e', 'é', 'a0', 'a/']);
  expect(keysOf(await s3.listObjectsV2({ Bucket: 'photos' }))).toEqual([
    'B',
    'a',
    'a/',
    'a0',
    'b',
    'é',
    '\uff5e',
    '😀',
  ]);
});

test.each(['', 'list-type=2'])('a listing asked for with "%s" tells the bucket’s region', async (query) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const { headers } = await send(cloud, { path: '/photos', query });
  expect(headers['x-amz-bucket-region']).toBe('us-east-1');
});

test('a delimiter folds keys into common prefixes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withKeys(cloud, ['a', 'dir/x', 'dir/y', 'dir2/z', 'e']);
  const page = await s3.listObjectsV2({ Bucket: 'photos', Delimiter: '/' });
  expect([keysOf(page), prefixesOf(page), page.KeyCount]).toEqual([['a', 'e'], ['dir/', 'dir2/'], 4]);
});

test('a prefix and a delimiter of several characters', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withKeys(cloud, ['p--a', 'p--b--c', 'p--b--d', 'q--a']);
  const page = await s3.listObjectsV2({ Bucket: 'photos', Prefix: 'p--', Delimiter: '--' });
  expect([keysOf(page), prefixesOf(page)]).toEqual([['p--a'], ['p--b--']]);
});

test('pages cover everything once, whatever their size', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withKeys(cloud, ['a', 'b/1', 'b/2', 'b/3', 'c', 'd/1', 'd/2', 'e', 'f/1']);
  for (const MaxKeys of [1, 2, 3, 5, 7]) {
    const seen: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.listObjectsV2({ Bucket: 'photos', Delimiter: '/', MaxKeys, ContinuationToken });
      seen.push(...keysOf(page), ...prefixesOf(page));
      expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(seen).toHaveLength(6);
    expect(new Set(seen)).toEqual(new Set(['a', 'b/', 'c', 'd/', 'e', 'f/']));
  }
});

test('StartAfter skips keys, and a common prefix only when all its keys are skipped', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withKeys(cloud, ['a', 'b/1', 'b/2', 'c']);
  const from = async (StartAfter: string) => {
    const page = await s3.listObjectsV2({ Bucket: 'photos', Delimiter: '/', StartAfter });
    return [...keysOf(page), ...prefixesOf(page)];
  };
  expect(await from('a')).toEqual(['c', 'b/']);
  expect(await from('b/1')).toEqual(['c', 'b/']);
  expect(await from('b/2')).toEqual(['c']);
});

test('a token wins over StartAfter, which is then not echoed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withKeys(cloud, ['a', 'b', 'c']);
  const first = await s3.listObjectsV2({ Bucket: 'photos', MaxKeys: 1, StartAfter: 'a' });
  expect(first).toMatchObject({ StartAfter: 'a', IsTruncated: true });
  const second = await s3.listObjectsV2({
    Bucket: 'photos',
    StartAfter: 'a',
    ContinuationToken: first.NextContinuationToken,
  });
  expect(keysOf(second)).toEqual(['c']);
  expect(second.StartAfter).toBeUndefined();
});

test('a page of no keys is not truncated, and more than a thousand are never sent', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withKeys(cloud, ['a']);
  expect(await s3.listObjectsV2({ Bucket: 'photos', MaxKeys: 0 })).toMatchObject({
    IsTruncated: false,
    KeyCount: 0,
    MaxKeys: 0,
  });
  expect((await s3.listObjectsV2({ Bucket: 'photos', MaxKeys: 5000 })).MaxKeys).toBe(5000);
});

test('url encoding touches keys, prefixes and delimiters, not tokens', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withKeys(cloud, ['a b+c/~!(é).jpg', 'a b+c/=/x']);
  const page = await s3.listObjectsV2({
    Bucket: 'photos',
    EncodingType: 'url',
    Prefix: 'a b+c/',
    Delimiter: '/',
    StartAfter: 'a b',
  });
  expect(page).toMatchObject({ Prefix: 'a+b%2Bc/', Delimiter: '/', StartAfter: 'a+b', EncodingType: 'url' });
  expect(keysOf(page)).toEqual(['a+b%2Bc/%7E%21%28%C3%A9%29.jpg']);
  expect(prefixesOf(page)).toEqual(['a+b%2Bc/%3D/']);
});

test.each([
  ['max-keys=abc', 'Provided max-keys not an integer or within integer range'],
  ['max-keys=-1', 'Argument maxKeys must be an integer between 0 and 2147483647'],
  ['encoding-type=base64', 'Invalid Encoding Method specified in Request'],
  ['continuation-token=nonsense', 'The continuation token provided is incorrect'],
  ['continuation-token=', 'The continuation token provided is incorrect'],
  ['marker=a', 'Marker unsupported with REST.GET.BUCKET in list-type=2'],
])('%s is refused', async (parameter, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const query = [parameter, 'list-type=2'].toSorted().join('&');
  const answer = await send(cloud, { path: '/photos', query });
  expect(answer.status).toBe(400);
  expect(elements(answer.body).slice(0, 2)).toEqual([
    ['Code', 'InvalidArgument'],
    ['Message', message],
  ]);
});
