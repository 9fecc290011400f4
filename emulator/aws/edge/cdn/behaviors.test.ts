import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { seconds } from '../../kernel/instant.ts';
import {
  bucketConfig,
  CACHING_DISABLED,
  CACHING_OPTIMIZED,
  cloudFrontClient,
  createdDistribution,
} from '../../services/cloudfront/testing/distributions.ts';
import { pathMatcher } from './path-pattern.ts';
import { view, webConfig, webServer } from './testing/viewer.ts';

test.each([
  ['images/*.jpg', '/images/product1/x.jpg', true],
  ['/images/*.jpg', '/images/x.jpg', true],
  ['/images/*.jpg', '/images/x.JPG', false],
  ['/a?c', '/abc', true],
  ['/a?c', '/ac', false],
  ['/a.c', '/abc', false],
  ['*', '/anything/at/all', true],
])('the pattern %s and the path %s: %s', (pattern, path, matches) => {
  expect(pathMatcher(pattern)(path)).toBe(matches);
});

test('the first behavior that matches wins, each with its own origin', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using site = await webServer((_, response) => response.end('site'));
  await using api = await webServer((_, response) => response.end('api'));
  const config = webConfig(
    site,
    {},
    {
      Origins: { Quantity: 2, Items: [site.origin, { ...api.origin, Id: 'api' }] },
      CacheBehaviors: {
        Quantity: 2,
        Items: [
          { ...bucketConfig().DefaultCacheBehavior!, PathPattern: '/api/docs', TargetOriginId: 'web' },
          { ...bucketConfig().DefaultCacheBehavior!, PathPattern: '/api/*', TargetOriginId: 'api' },
        ],
      },
      DefaultRootObject: 'index.html',
    },
  );
  const distribution = await createdDistribution(cloudFrontClient(cloud), config);
  expect((await view(cloud, distribution, '/api/pets')).text).toBe('api');
  expect((await view(cloud, distribution, '/api/docs')).text).toBe('site');
  expect((await view(cloud, distribution, '/')).text).toBe('site');
});

test('the default root object stands for the root and for no other folder', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((request, response) => response.end(request.url));
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, {}, { DefaultRootObject: 'index.html' }),
  );
  expect((await view(cloud, distribution, '/')).text).toBe('/index.html');
  expect((await view(cloud, distribution, '/sub/')).text).toBe('/sub/');
});

test('the second origin of a group steps in for statuses and for silence', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  let status = 200;
  await using first = await webServer((_, response) => response.writeHead(status).end('first'));
  await using second = await webServer((_, response) => response.end('second'));
  const changes: Partial<DistributionConfig> = {
    Origins: { Quantity: 2, Items: [first.origin, { ...second.origin, Id: 'second' }] },
    OriginGroups: {
      Quantity: 1,
      Items: [
        {
          Id: 'both',
          FailoverCriteria: { StatusCodes: { Quantity: 1, Items: [503] } },
          Members: { Quantity: 2, Items: [{ OriginId: 'web' }, { OriginId: 'second' }] },
        },
      ],
    },
  };
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(first, { TargetOriginId: 'both' }, changes),
  );
  expect((await view(cloud, distribution, '/a')).text).toBe('first');
  status = 503;
  expect((await view(cloud, distribution, '/b')).text).toBe('second');
  status = 500;
  expect((await view(cloud, distribution, '/c')).text).toBe('first');
});

test('the cache policy decides what makes a copy of its own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((request, response) => response.end(request.url));
  const client = cloudFrontClient(cloud);
  const { CachePolicy: policy } = await client.createCachePolicy({
    CachePolicyConfig: {
      Name: 'by-size',
      MinTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: false,
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: 1, Items: ['X-Theme'] } },
        CookiesConfig: { CookieBehavior: 'none' },
        QueryStringsConfig: {
          QueryStringBehavior: 'whitelist',
          QueryStrings: { Quantity: 1, Items: ['size'] },
        },
      },
    },
  });
  const distribution = await createdDistribution(client, webConfig(server, { CachePolicyId: policy!.Id }));
  const cached = async (target: string, theme = 'light'): Promise<string> => {
    const { headers } = await view(cloud, distribution, target, { headers: { 'x-theme': theme } });
    return headers['x-cache'] as string;
  };
  expect(await cached('/a?size=1&utm=x')).toBe('Miss from cloudfront');
  expect(await cached('/a?utm=y&size=1')).toBe('Hit from cloudfront');
  expect(await cached('/a?size=2')).toBe('Miss from cloudfront');
  expect(await cached('/a?size=1', 'dark')).toBe('Miss from cloudfront');
});

test.each([
  ['no-store keeps a copy for the least time only', CACHING_OPTIMIZED, 'no-store', 1],
  ['the origin shortens the time', CACHING_OPTIMIZED, 'max-age=60', 60],
  ['shared caches have their own time', CACHING_OPTIMIZED, 'max-age=5, s-maxage=90', 90],
  ['without a word of the origin it is the default', CACHING_OPTIMIZED, undefined, 86_400],
])('%s', async (_, CachePolicyId, cacheControl, lifetime) => {
  await using cloud = await createCloud({ clock: 'manual' });
  let asked = 0;
  await using server = await webServer((_request, response) => {
    asked += 1;
    if (cacheControl !== undefined) response.setHeader('cache-control', cacheControl);
    response.end('x');
  });
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, { CachePolicyId }),
  );
  await view(cloud, distribution, '/a');
  await cloud.clock.advance(seconds(lifetime) - 1);
  await view(cloud, distribution, '/a');
  expect(asked).toBe(1);
  await cloud.clock.advance(1);
  await view(cloud, distribution, '/a');
  expect(asked).toBe(2);
});

test('cookies that an origin sets reach viewers only where it gets to see cookies', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) =>
    response.setHeader('set-cookie', 'session=1').end('x'),
  );
  const client = cloudFrontClient(cloud);
  const plain = await createdDistribution(client, webConfig(server));
  expect((await view(cloud, plain, '/a')).headers['set-cookie']).toBeUndefined();
  const policies = {
    CachePolicyId: CACHING_DISABLED,
    OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
  };
  const open = await createdDistribution(client, webConfig(server, policies, { CallerReference: 'open' }));
  expect((await view(cloud, open, '/a')).headers['set-cookie']).toEqual(['session=1']);
});

test('HEAD is answered from the copy of a GET', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.setHeader('content-length', 4).end('meow'));
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  await view(cloud, distribution, '/a');
  const head = await view(cloud, distribution, '/a', { method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(head.headers).toMatchObject({ 'x-cache': 'Hit from cloudfront', 'content-length': '4' });
});

test('a country that is not on the list is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('x'));
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(
      server,
      {},
      { Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Quantity: 1, Items: ['DE'] } } },
    ),
  );
  const from = (region: string) =>
    view(cloud, distribution, '/a', { headers: { 'x-safelight-viewer': region } });
  expect((await from('eu-central-1')).status).toBe(200);
  const refused = await from('us-east-1');
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('configured to block access from your country');
});

test('an oversized URL, an oversized header and a third distribution in a row are refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('x'));
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  expect((await view(cloud, distribution, `/${'a'.repeat(8_192)}`)).status).toBe(413);
  const large = { headers: { 'x-large': 'a'.repeat(33_000) } };
  expect((await view(cloud, distribution, '/a', large)).status).toBe(413);
  const hop = '1.1 abc.cloudfront.net (CloudFront)';
  const looped = await view(cloud, distribution, '/a', { headers: { via: `${hop}, ${hop}, ${hop}` } });
  expect(looped.status).toBe(403);
});

test('an origin that hangs is given up after its read timeout', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer(() => undefined);
  const origin = {
    ...server.origin,
    ConnectionAttempts: 1,
    CustomOriginConfig: { ...server.origin.CustomOriginConfig!, OriginReadTimeout: 1 },
  };
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig({ ...server, origin }));
  const seen = await view(cloud, distribution, '/a');
  expect(seen.status).toBe(504);
  expect(seen.headers['x-cache']).toBe('Error from cloudfront');
});

test('a response headers policy answers preflights and names origins', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('x'));
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, {
      ResponseHeadersPolicyId: '5cc3b908-e619-4b99-88e5-2cf7f45965bd',
      AllowedMethods: { Quantity: 3, Items: ['GET', 'HEAD', 'OPTIONS'] },
    }),
  );
  const plain = await view(cloud, distribution, '/a');
  expect(plain.headers['access-control-allow-origin']).toBeUndefined();
  const cross = await view(cloud, distribution, '/a', { headers: { origin: 'https://pets.example' } });
  expect(cross.headers['access-control-allow-origin']).toBe('*');
  const preflight = await view(cloud, distribution, '/a', {
    method: 'OPTIONS',
    headers: { origin: 'https://pets.example', 'access-control-request-method': 'PUT' },
  });
  expect(preflight.headers['access-control-allow-methods']).toBe(
    'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT',
  );
});

test('legacy settings are understood: a query that is forwarded, times of their own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((request, response) => response.end(request.url));
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, {
      CachePolicyId: undefined,
      ForwardedValues: { QueryString: true, Cookies: { Forward: 'none' } },
      MinTTL: 0,
      DefaultTTL: 30,
      MaxTTL: 60,
    }),
  );
  expect((await view(cloud, distribution, '/a?b=1')).text).toBe('/a?b=1');
  expect((await view(cloud, distribution, '/a?b=2')).text).toBe('/a?b=2');
  await cloud.clock.advance(seconds(31));
  expect((await view(cloud, distribution, '/a?b=1')).headers['x-cache']).toBe('Miss from cloudfront');
});
