import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { cloudFrontClient } from '../../services/cloudfront/testing/distributions.ts';
import { photosBucket, photosDistribution, view } from './testing/viewer.ts';

const KEYS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** A cloud whose distributions stand before another cloud's buckets. */
const before = ({ endpoint, region }: Cloud): Promise<Cloud> =>
  createCloud({ cdn: { buckets: { endpoint, region, credentials: KEYS } } });

test('a distribution shows what another cloud’s bucket has, and asks it once', async () => {
  await using store = await createCloud();
  const s3 = await photosBucket(store);
  await s3.putObject({ Bucket: 'photos', Key: 'a cat+dog.jpg', Body: 'meow' });
  await using edge = await before(store);
  const distribution = await photosDistribution(cloudFrontClient(edge), s3);
  const path = '/a%20cat%2Bdog.jpg';
  const [first, second] = [await view(edge, distribution, path), await view(edge, distribution, path)];
  expect([first.status, first.body.toString(), first.headers['x-cache']]).toEqual([
    200,
    'meow',
    'Miss from cloudfront',
  ]);
  expect([second.status, second.headers['x-cache']]).toEqual([200, 'Hit from cloudfront']);
});

test('what an access control signs is signed by the keys given, and refused where they are wrong', async () => {
  await using store = await createCloud();
  const s3 = await photosBucket(store);
  await s3.putObject({ Bucket: 'photos', Key: 'cat.jpg', Body: 'meow' });
  const { endpoint, region } = store;
  const wrong = { accessKeyId: 'test', secretAccessKey: 'wrong' };
  await using edge = await createCloud({ cdn: { buckets: { endpoint, region, credentials: wrong } } });
  const distribution = await photosDistribution(cloudFrontClient(edge), s3);
  const { status, body } = await view(edge, distribution, '/cat.jpg');
  expect(status).toBe(403);
  expect(body.toString()).toContain('SignatureDoesNotMatch');
});
