import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, s3Client, strangerClient } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

test('a bucket tells its region and ARN', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect(await s3.headBucket({ Bucket: 'photos' })).toMatchObject({
    BucketRegion: 'us-east-1',
    BucketArn: 'arn:aws:s3:::photos',
    AccessPointAlias: false,
  });
});

test('a bucket that is not there is a bare 404', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const answer = await send(cloud, { method: 'HEAD', path: '/nowhere' });
  expect(answer).toMatchObject({ status: 404, body: '' });
});

test.each([
  ['Old_Bucket', 404],
  ['a'.repeat(255), 404],
  ['ab', 400],
  ['a'.repeat(256), 400],
])('of a bucket "%s", which is not there, the answer is %i', async (name, status) => {
  await using cloud = await createCloud({ clock: 'manual' });
  expect((await send(cloud, { method: 'HEAD', path: `/${name}` })).status).toBe(status);
});

test('another account’s bucket is forbidden', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  await expect(strangerClient(cloud).headBucket({ Bucket: 'photos' })).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
});

test('who may not look at a bucket is told its region', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const { status, headers } = await send(cloud, {
    method: 'HEAD',
    path: '/photos',
    anonymous: true,
  });
  expect(status).toBe(403);
  expect(headers['x-amz-bucket-region']).toBe('us-east-1');
});

test('a client in another region is sent to the bucket’s own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const elsewhere = s3Client(cloud, { region: 'eu-west-1' });
  await expect(elsewhere.headBucket({ Bucket: 'photos' })).rejects.toMatchObject({
    $response: { headers: { 'x-amz-bucket-region': 'us-east-1' } },
  });
  const following = s3Client(cloud, { region: 'eu-west-1', followRegionRedirects: true });
  expect((await following.headBucket({ Bucket: 'photos' })).BucketRegion).toBe('us-east-1');
});

test('nobody in particular is sent there too, by the host of another region and not by the global one', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const ask = (host: string) => send(cloud, { path: '/', headers: { host }, anonymous: true });
  const sent = await ask('photos.s3.eu-west-1.amazonaws.com');
  expect([sent.status, sent.headers['x-amz-bucket-region']]).toEqual([301, 'us-east-1']);
  expect(elements(sent.body).slice(0, 4)).toEqual([
    ['Code', 'PermanentRedirect'],
    [
      'Message',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    ],
    ['Endpoint', 'photos.s3.us-east-1.amazonaws.com'],
    ['Bucket', 'photos'],
  ]);
  expect((await ask('photos.s3.amazonaws.com')).status).toBe(403);
});

test('an expected owner has to be the owner', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.headBucket({ Bucket: 'photos', ExpectedBucketOwner: '000000000000' });
  const other = s3.headBucket({ Bucket: 'photos', ExpectedBucketOwner: '111122223333' });
  await expect(other).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
});
