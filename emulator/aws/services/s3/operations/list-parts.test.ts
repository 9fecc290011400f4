import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';

const big = { Bucket: 'photos', Key: 'big' };

test('parts are listed by number, in pages', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.UTC(2026, 10, 20) });
  const s3 = await photosClient(cloud);
  const { UploadId } = await s3.createMultipartUpload({ ...big, StorageClass: 'STANDARD_IA' });
  const upload = { ...big, UploadId };
  expect(await s3.listParts(upload)).toMatchObject({ NextPartNumberMarker: '0', IsTruncated: false });
  for (const PartNumber of [3, 1, 2]) await s3.uploadPart({ ...upload, PartNumber, Body: `${PartNumber}` });
  const first = await s3.listParts({ ...upload, MaxParts: 2 });
  expect(first).toMatchObject({
    Bucket: 'photos',
    Key: 'big',
    UploadId,
    StorageClass: 'STANDARD_IA',
    PartNumberMarker: '0',
    NextPartNumberMarker: '2',
    MaxParts: 2,
    IsTruncated: true,
    Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
  });
  expect(first.Parts?.[0]).toEqual({
    PartNumber: 1,
    LastModified: new Date(Date.UTC(2026, 10, 20)),
    ETag: '"c4ca4238a0b923820dcc509a6f75849b"',
    Size: 1,
  });
  const second = await s3.listParts({ ...upload, PartNumberMarker: first.NextPartNumberMarker });
  expect(second.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([3]);
});

test('an aborted upload has no parts any more', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { UploadId } = await s3.createMultipartUpload(big);
  await s3.uploadPart({ ...big, UploadId, PartNumber: 1, Body: 'x' });
  const aborted = await s3.abortMultipartUpload({ ...big, UploadId });
  expect(aborted.$metadata.httpStatusCode).toBe(204);
  expect(await refused(s3.listParts({ ...big, UploadId }))).toMatchObject({ code: 'NoSuchUpload', UploadId });
  expect(await refused(s3.abortMultipartUpload({ ...big, UploadId }))).toMatchObject({ status: 404 });
});
