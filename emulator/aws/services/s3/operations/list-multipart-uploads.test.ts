import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';

test('uploads are listed by key, then by when they began, in pages', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const begin = async (Key: string) => (await s3.createMultipartUpload({ Bucket: 'photos', Key })).UploadId;
  const ids = [await begin('b'), await begin('a'), await begin('a'), await begin('c/1'), await begin('c/2')];
  const query = { Bucket: 'photos', Delimiter: '/', MaxUploads: 2 };
  const first = await s3.listMultipartUploads(query);
  expect(first.Uploads?.map(({ UploadId }) => UploadId)).toEqual([ids[1], ids[2]]);
  expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'a', NextUploadIdMarker: ids[2] });
  const second = await s3.listMultipartUploads({
    ...query,
    KeyMarker: first.NextKeyMarker,
    UploadIdMarker: first.NextUploadIdMarker,
  });
  expect(second.Uploads?.map(({ Key }) => Key)).toEqual(['b']);
  expect(second).toMatchObject({
    CommonPrefixes: [{ Prefix: 'c/' }],
    IsTruncated: false,
    NextKeyMarker: '',
    NextUploadIdMarker: '',
  });
});

test('the next markers name the upload a page ends with, and no common prefix', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const begin = async (Key: string) => (await s3.createMultipartUpload({ Bucket: 'photos', Key })).UploadId;
  await begin('a/1');
  await begin('a/2');
  const last = await begin('b');
  const whole = await s3.listMultipartUploads({ Bucket: 'photos' });
  expect(whole).toMatchObject({ IsTruncated: false, NextKeyMarker: 'b', NextUploadIdMarker: last });
  const query = { Bucket: 'photos', Delimiter: '/', MaxUploads: 1 };
  const folded = await s3.listMultipartUploads(query);
  expect(folded.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
  expect(folded).toMatchObject({ IsTruncated: true, NextKeyMarker: '', NextUploadIdMarker: '' });
  const rest = await s3.listMultipartUploads({ ...query, KeyMarker: 'a/1' });
  expect(rest.Uploads?.map(({ Key }) => Key)).toEqual(['b']);
});

test('an upload id marker counts only beside a key marker, and must be one', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.createMultipartUpload({ Bucket: 'photos', Key: 'a' });
  const list = (KeyMarker?: string) =>
    s3.listMultipartUploads({ Bucket: 'photos', KeyMarker, UploadIdMarker: 'nonsense' });
  expect((await list()).Uploads).toHaveLength(1);
  expect(await refused(list('a'))).toMatchObject({
    code: 'InvalidArgument',
    message: 'Invalid uploadId marker',
  });
});
