import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient } from '../testing/client.ts';
import { send } from '../testing/raw-request.ts';

test('a head says what a read would, without the bytes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: '0123456789', ContentType: 'image/jpeg' });
  const { status, headers, body } = await send(cloud, { method: 'HEAD', path: '/photos/a' });
  expect({ status, body }).toEqual({ status: 200, body: '' });
  expect(headers).toMatchObject({
    'content-length': '10',
    'content-type': 'image/jpeg',
    'accept-ranges': 'bytes',
  });
});

test('ranges count', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: '0123456789' });
  expect(await s3.headObject({ Bucket: 'photos', Key: 'a', Range: 'bytes=-3' })).toMatchObject({
    ContentLength: 3,
    ContentRange: 'bytes 7-9/10',
    $metadata: { httpStatusCode: 206 },
  });
});

test('a missing key is a bare 404 with a type and no body', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const answer = await send(cloud, { method: 'HEAD', path: '/photos/a' });
  expect(answer).toMatchObject({ status: 404, body: '', headers: { 'content-type': 'application/xml' } });
  await expect(s3.headObject({ Bucket: 'photos', Key: 'a' })).rejects.toMatchObject({ name: 'NotFound' });
});

test('archived objects can be looked at', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'x', StorageClass: 'GLACIER' });
  expect((await s3.headObject({ Bucket: 'photos', Key: 'a' })).StorageClass).toBe('GLACIER');
  await expect(s3.getObject({ Bucket: 'photos', Key: 'a' })).rejects.toMatchObject({
    name: 'InvalidObjectState',
    StorageClass: 'GLACIER',
  });
});
