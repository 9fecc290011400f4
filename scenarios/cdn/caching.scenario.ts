import { expect } from 'vitest';
import { scenario } from '#harness/vitest';
import { freshDistribution } from './fresh-distribution.ts';

const EXPIRATION = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html';
const INVALIDATION = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html';
const OAC =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html';
const HTTPS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html';
const KEY =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html';
const NEEDS = ['cdn'] as const;

scenario(
  'the second viewer of an image is served from the cache',
  { source: EXPIRATION, needs: NEEDS },
  async (world) => {
    const { s3, Bucket, look } = await freshDistribution(world);
    await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'meow', ContentType: 'image/jpeg' });
    const first = await look('/cat.jpg');
    expect([first.status, first.headers['x-cache']]).toEqual([200, 'Miss from cloudfront']);
    await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'purr', ContentType: 'image/jpeg' });
    const second = await look('/cat.jpg');
    expect([second.text, second.headers['x-cache']]).toEqual(['meow', 'Hit from cloudfront']);
    expect(second.headers.age).toMatch(/^\d+$/);
  },
);

scenario(
  'an image is fetched anew after an invalidation, not before',
  { source: INVALIDATION, needs: NEEDS },
  async (world) => {
    const { cloudfront, s3, Bucket, Id, look } = await freshDistribution(world);
    await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'meow' });
    await look('/cat.jpg');
    await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'purr' });
    expect((await look('/cat.jpg')).text).toBe('meow');
    await cloudfront.createInvalidation({
      DistributionId: Id,
      InvalidationBatch: {
        CallerReference: world.fresh('again'),
        Paths: { Quantity: 1, Items: ['/cat*'] },
      },
    });
    const { text } = await world.eventually(async () => {
      const seen = await look('/cat.jpg');
      expect(seen.text).toBe('purr');
      return seen;
    });
    expect(text).toBe('purr');
  },
);

scenario(
  'a query that is not part of the key does not make a copy of its own',
  { source: KEY, needs: NEEDS },
  async (world) => {
    const { s3, Bucket, look } = await freshDistribution(world);
    await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'meow' });
    await look('/cat.jpg?v=1');
    expect((await look('/cat.jpg?v=2')).headers['x-cache']).toBe('Hit from cloudfront');
  },
);

scenario(
  'a key that is not there is refused, not missing: the CDN may not list the bucket',
  { source: OAC, needs: [...NEEDS, 'enforcement'] },
  async (world) => {
    const { look } = await freshDistribution(world);
    const { status, headers, text } = await look('/nothing.jpg');
    expect([status, headers['x-cache']]).toEqual([403, 'Error from cloudfront']);
    expect(text).toContain('<Code>AccessDenied</Code>');
  },
);

scenario('plain HTTP is sent to HTTPS', { source: HTTPS, needs: NEEDS }, async (world) => {
  const { DomainName, look } = await freshDistribution(world);
  const { status, headers } = await look('/cat.jpg?x=1', { scheme: 'http' });
  expect([status, headers.location]).toEqual([301, `https://${DomainName}/cat.jpg?x=1`]);
  expect(headers['x-cache']).toBe('Redirect from cloudfront');
});
