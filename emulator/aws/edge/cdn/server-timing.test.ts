import type { CloudFront, Distribution } from '@aws-sdk/client-cloudfront';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { view, webConfig, webServer, type View } from './testing/viewer.ts';

/** The metrics of `Server-Timing` as a viewer gets them, by name. */
async function timings(
  cloud: Cloud,
  distribution: Distribution,
  looking: View = {},
): Promise<Record<string, string>> {
  const { headers } = await view(cloud, distribution, '/cat.jpg', looking);
  const text = headers['server-timing'];
  if (typeof text !== 'string') return {};
  return Object.fromEntries(
    text.split(',').map((metric) => {
      const [name = '', value = ''] = metric.split(';');
      return [name, value.replaceAll(/^(?:desc|dur)=|"/g, '')];
    }),
  );
}

const policyOf = async (client: CloudFront, rate: number): Promise<string> => {
  const { ResponseHeadersPolicy: policy } = await client.createResponseHeadersPolicy({
    ResponseHeadersPolicyConfig: {
      Name: `timing-${rate}`,
      ServerTimingHeadersConfig: { Enabled: true, SamplingRate: rate },
    },
  });
  return policy!.Id!;
};

const from = (region: string): View => ({ headers: { 'x-safelight-viewer': region } });

test('answers say which cache had them, which asked the origin, and how long it took', async () => {
  await using cloud = await createCloud({ clock: 'manual', cdn: { latency: 'virtual' } });
  await using server = await webServer((request, response) => {
    response.setHeader('server-timing', 'db;dur=53');
    response.setHeader('cache-control', 'max-age=60');
    response.setHeader('etag', '"1"');
    if (request.headers['if-none-match'] === '"1"') response.statusCode = 304;
    response.end(response.statusCode === 304 ? undefined : 'meow');
  });
  const client = cloudFrontClient(cloud);
  const ResponseHeadersPolicyId = await policyOf(client, 100);
  const distribution = await createdDistribution(client, webConfig(server, { ResponseHeadersPolicyId }));

  const missed = await timings(cloud, distribution, from('eu-west-3'));
  expect(missed).toMatchObject({
    'cdn-upstream-layer': 'REC',
    'cdn-upstream-dns': '0',
    'cdn-upstream-connect': '0',
    'cdn-upstream-fbl': expect.stringMatching(/^\d+$/) as string,
    'cdn-cache-miss': '',
    'cdn-pop': 'CDG52-P1',
    'cdn-rid': expect.stringMatching(/^[\w-]{54}==$/) as string,
    db: '53',
  });
  expect(missed).not.toHaveProperty('cdn-hit-layer');
  expect(Number(missed['cdn-downstream-fbl'])).toBeGreaterThanOrEqual(27 + 12);

  const held = await timings(cloud, distribution, from('eu-west-3'));
  expect(held).toMatchObject({ 'cdn-cache-hit': '', 'cdn-hit-layer': 'EDGE' });
  expect(held).not.toHaveProperty('cdn-upstream-layer');
  expect(held).not.toHaveProperty('db');

  expect(await timings(cloud, distribution, from('eu-north-1'))).toMatchObject({
    'cdn-cache-hit': '',
    'cdn-hit-layer': 'REC',
  });

  await cloud.clock.advance(61_000);
  const confirmed = await timings(cloud, distribution, from('eu-west-3'));
  expect(confirmed).toHaveProperty('cdn-cache-refresh');
  expect(confirmed).not.toHaveProperty('cdn-upstream-layer');
});

test('a shield that has it, or asks for it, is named', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('meow'));
  const client = cloudFrontClient(cloud);
  const ResponseHeadersPolicyId = await policyOf(client, 100);
  const shield = { OriginShield: { Enabled: true, OriginShieldRegion: 'us-west-2' } };
  const shielding = { ...server, origin: { ...server.origin, ...shield } };
  const distribution = await createdDistribution(client, webConfig(shielding, { ResponseHeadersPolicyId }));
  expect(await timings(cloud, distribution)).toMatchObject({ 'cdn-upstream-layer': 'Origin Shield' });
  expect(await timings(cloud, distribution, from('eu-central-1'))).toMatchObject({
    'cdn-hit-layer': 'Origin Shield',
  });
});

test('a sampling rate of 0 times nobody but who asks for it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('meow'));
  const client = cloudFrontClient(cloud);
  const ResponseHeadersPolicyId = await policyOf(client, 0);
  const distribution = await createdDistribution(client, webConfig(server, { ResponseHeadersPolicyId }));
  expect(await timings(cloud, distribution)).toEqual({});
  expect(await timings(cloud, distribution, { headers: { pragma: 'server-timing' } })).toHaveProperty(
    'cdn-cache-hit',
  );
});

test('a sampling rate of 50 times about every second answer', async () => {
  await using cloud = await createCloud({ clock: 'manual', seed: 'sampled' });
  await using server = await webServer((_, response) => response.end('meow'));
  const client = cloudFrontClient(cloud);
  const ResponseHeadersPolicyId = await policyOf(client, 50);
  const distribution = await createdDistribution(client, webConfig(server, { ResponseHeadersPolicyId }));
  let timed = 0;
  for (let i = 0; i < 100; i += 1) if ('cdn-pop' in (await timings(cloud, distribution))) timed += 1;
  expect(timed).toBeGreaterThan(25);
  expect(timed).toBeLessThan(75);
});
