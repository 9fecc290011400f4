import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

test('NextMarker is there only with a delimiter, may be a prefix, and goes on after all of it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  for (const Key of ['a', 'b/1', 'b/2', 'c']) await s3.putObject({ Bucket: 'photos', Key, Body: '' });
  const plain = await s3.listObjects({ Bucket: 'photos', MaxKeys: 2 });
  expect(plain).toMatchObject({ IsTruncated: true, Marker: '', Prefix: '' });
  expect(plain.NextMarker).toBeUndefined();
  const folded = await s3.listObjects({ Bucket: 'photos', MaxKeys: 2, Delimiter: '/' });
  expect(folded).toMatchObject({ NextMarker: 'b/', CommonPrefixes: [{ Prefix: 'b/' }] });
  const rest = await s3.listObjects({ Bucket: 'photos', Delimiter: '/', Marker: 'b/' });
  expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['c']);
  expect(rest.CommonPrefixes).toBeUndefined();
  const within = await s3.listObjects({ Bucket: 'photos', Delimiter: '/', Marker: 'b/1' });
  expect(within.Contents?.map(({ Key }) => Key)).toEqual(['c']);
  expect(within.CommonPrefixes).toBeUndefined();
});

test('owners are shown', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: '' });
  const { Contents } = await s3.listObjects({ Bucket: 'photos' });
  expect(Contents?.[0]?.Owner).toEqual({ ID: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test.each([
  ['continuation-token=a', 'continuation-token only supported in REST.GET.BUCKET with list-type=2'],
  ['start-after=a', 'startAfter only supported in REST.GET.BUCKET with list-type=2'],
])('%s belongs to the second version', async (query, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, { path: '/photos', query });
  expect(elements(answer.body).slice(0, 2)).toEqual([
    ['Code', 'InvalidArgument'],
    ['Message', message],
  ]);
});
