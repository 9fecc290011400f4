import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';
import { send } from '../testing/raw-request.ts';

const b = { Bucket: 'photos' };

test('a bucket’s tags are put with 204, returned, and deleted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const absent = {
    status: 404,
    code: 'NoSuchTagSet',
    message: 'The TagSet does not exist',
    BucketName: 'photos',
  };
  expect(await refused(s3.getBucketTagging(b))).toEqual(absent);
  const put = await s3.putBucketTagging({ ...b, Tagging: { TagSet: [{ Key: 'a', Value: '1' }] } });
  expect(put.$metadata.httpStatusCode).toBe(204);
  expect((await s3.getBucketTagging(b)).TagSet).toEqual([{ Key: 'a', Value: '1' }]);
  await s3.deleteBucketTagging(b);
  expect(await refused(s3.getBucketTagging(b))).toEqual(absent);
});

test.each(['<Tagging><TagSet/></Tagging>', '<Tagging/>'])('%s leaves a bucket without tags', async (body) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putBucketTagging({ ...b, Tagging: { TagSet: [{ Key: 'a', Value: '1' }] } });
  const answer = await send(cloud, { method: 'PUT', path: '/photos', query: 'tagging=', body });
  expect(answer.status).toBe(204);
  expect(await refused(s3.getBucketTagging(b))).toMatchObject({ code: 'NoSuchTagSet' });
});

test('AWS’s own tags are not for users', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const TagSet = [{ Key: 'aws:x', Value: '' }];
  expect(await refused(s3.putBucketTagging({ ...b, Tagging: { TagSet } }))).toMatchObject({
    code: 'InvalidTag',
    message: 'System tags cannot be added/updated by requester',
  });
});
