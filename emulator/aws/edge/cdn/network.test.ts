import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { ByteCache } from '../../kernel/byte-cache.ts';
import { sizeOf } from './copy.ts';
import { roundTrip } from './distances.ts';
import { photosBucket, photosDistribution, view, webConfig, webServer } from './testing/viewer.ts';

const from = (region: string) => ({ headers: { 'x-safelight-viewer': region } });

test('each edge keeps copies of its own; a shield keeps the origin from being asked per region', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  let asked = 0;
  await using server = await webServer((_, response) => {
    asked += 1;
    response.end('x');
  });
  const client = cloudFrontClient(cloud);
  const open = await createdDistribution(client, webConfig(server));
  for (const region of ['us-east-1', 'eu-central-1', 'ap-southeast-2']) {
    const seen = await view(cloud, open, '/a', from(region));
    expect(seen.headers['x-cache']).toBe('Miss from cloudfront');
  }
  expect(asked).toBe(3);
  const shield = { OriginShield: { Enabled: true, OriginShieldRegion: 'us-west-2' } };
  const shielding = { ...server, origin: { ...server.origin, ...shield } };
  const shielded = await createdDistribution(
    client,
    webConfig(shielding, {}, { CallerReference: 'shielded' }),
  );
  for (const region of ['us-east-1', 'eu-central-1', 'ap-southeast-2']) {
    await view(cloud, shielded, '/a', from(region));
  }
  expect(asked).toBe(4);
});

test('edges of one regional cache share it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  let asked = 0;
  await using server = await webServer((_, response) => {
    asked += 1;
    response.end('x');
  });
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  for (const region of ['eu-central-1', 'eu-west-3', 'eu-north-1']) {
    await view(cloud, distribution, '/a', from(region));
  }
  expect(asked).toBe(1);
});

test('a hit costs the way to the edge, a miss the way to the bucket, without anybody waiting', async () => {
  await using cloud = await createCloud({ clock: 'manual', cdn: { latency: 'virtual' } });
  const s3 = await photosBucket(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'cat.jpg', Body: 'meow' });
  const distribution = await photosDistribution(cloudFrontClient(cloud), s3);
  const latency = async (region: string): Promise<number> =>
    Number((await view(cloud, distribution, '/cat.jpg', from(region))).headers['x-safelight-latency']);
  expect(await latency('eu-central-1')).toBe(Math.round(27 + roundTrip('eu-central-1', 'us-east-1') + 27));
  expect([await latency('eu-central-1'), await latency('us-east-1'), await latency('us-east-1')]).toEqual([
    27, 48, 21,
  ]);
  expect(await latency('ap-southeast-2')).toBeGreaterThan(200);
  expect(await latency('ap-southeast-2')).toBe(33);
});

test('with real latency an answer comes as late as its way is long', async () => {
  await using cloud = await createCloud({ cdn: { latency: 'real' } });
  const s3 = await photosBucket(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'cat.jpg', Body: 'meow' });
  const distribution = await photosDistribution(cloudFrontClient(cloud), s3);
  const started = performance.now();
  const missed = await view(cloud, distribution, '/cat.jpg', from('ap-southeast-2'));
  const took = performance.now() - started;
  expect(missed.headers['x-cache']).toBe('Miss from cloudfront');
  const late = Number(missed.headers['x-safelight-latency']);
  expect(late).toBeGreaterThan(200);
  expect(took).toBeGreaterThanOrEqual(late - 1);
});

test('distances that were not measured go over one that was', () => {
  expect(roundTrip('eu-west-1', 'eu-west-1')).toBe(0);
  expect(roundTrip('ap-south-1', 'us-west-2')).toBe(roundTrip('us-west-2', 'ap-south-1'));
  expect(roundTrip('eu-west-2', 'eu-north-1')).toBeCloseTo(17.78 + 22.77);
});

test('100,000 distinct objects stay within the budget of a cache', () => {
  const cache = new ByteCache(8 * 1024 * 1024, sizeOf);
  const body = Buffer.alloc(1_000);
  for (let i = 0; i < 100_000; i += 1) {
    cache.put(`/${i}`, {
      status: 200,
      headers: { etag: `"${i}"` },
      setCookies: [],
      body,
      stored: 0,
      expires: 1,
      source: body,
      site: 'E',
      path: `/${i}`,
      tags: [],
    });
  }
  expect(cache.bytes).toBeLessThanOrEqual(cache.budget);
  expect(cache.evictions).toBe(100_000 - cache.size);
  expect(cache.get('/99999')).toBeDefined();
  expect(cache.get('/0')).toBeUndefined();
});
