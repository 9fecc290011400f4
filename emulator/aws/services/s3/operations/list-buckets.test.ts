import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { refused, s3Client, strangerClient } from '../testing/client.ts';
import { send } from '../testing/raw-request.ts';

test('an account sees its own buckets in order of name', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.UTC(2026, 10, 20, 10) });
  const s3 = s3Client(cloud);
  for (const Bucket of ['b-two', 'b-one']) await s3.createBucket({ Bucket });
  await strangerClient(cloud).createBucket({ Bucket: 'b-other' });
  const { Owner, Buckets } = await s3.listBuckets({});
  expect(Owner).toEqual({ ID: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(Buckets).toEqual([
    { Name: 'b-one', CreationDate: new Date(Date.UTC(2026, 10, 20, 10)), BucketArn: 'arn:aws:s3:::b-one' },
    { Name: 'b-two', CreationDate: new Date(Date.UTC(2026, 10, 20, 10)), BucketArn: 'arn:aws:s3:::b-two' },
  ]);
});

test('pages go on by token and then name regions', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = s3Client(cloud);
  for (const Bucket of ['b-1', 'b-2', 'b-3', 'c-1']) await s3.createBucket({ Bucket });
  const first = await s3.listBuckets({ MaxBuckets: 2, Prefix: 'b-' });
  expect(first.Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
    ['b-1', 'us-east-1'],
    ['b-2', 'us-east-1'],
  ]);
  const { ContinuationToken } = first;
  const second = await s3.listBuckets({ MaxBuckets: 2, Prefix: 'b-', ContinuationToken });
  expect(second.Buckets?.map(({ Name }) => Name)).toEqual(['b-3']);
  expect(second.ContinuationToken).toBeUndefined();
  const anew = await s3.listBuckets({ MaxBuckets: 1, ContinuationToken: '' });
  expect(anew.Buckets?.map(({ Name }) => Name)).toEqual(['b-1']);
});

test('a region that does not exist is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  expect(await refused(s3Client(cloud).listBuckets({ BucketRegion: 'eu-east-1' }))).toMatchObject({
    code: 'InvalidArgument',
    message: 'Argument value eu-east-1 is not a valid AWS Region',
    ArgumentName: 'bucket-region',
  });
});

test('a visitor without a signature is sent to the website', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const answer = await send(cloud, { path: '/', anonymous: true });
  expect(answer.status).toBe(307);
  expect(answer.headers['location']).toBe('https://aws.amazon.com/s3/');
});
