import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { seconds } from '../../kernel/instant.ts';
import {
  bucketConfig,
  CACHING_DISABLED,
  cloudFrontClient,
  createdDistribution,
  SECURITY_HEADERS,
} from '../../services/cloudfront/testing/distributions.ts';
import { photosBucket, photosDistribution, view, webConfig, webServer } from './testing/viewer.ts';

test('a bucket is read as the service principal, and only for the distribution that its policy names', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const s3 = await photosBucket(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'cat.jpg', Body: 'meow', ContentType: 'image/jpeg' });
  const distribution = await photosDistribution(client, s3);
  const miss = await view(cloud, distribution, '/cat.jpg');
  expect(miss).toMatchObject({ status: 200, text: 'meow' });
  expect(miss.headers).toMatchObject({
    'x-cache': 'Miss from cloudfront',
    'x-amz-cf-pop': 'IAD89-P1',
    'content-type': 'image/jpeg',
    'content-length': '4',
    server: 'AmazonS3',
  });
  expect(miss.headers.via).toMatch(/^1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/);
  expect(miss.headers['x-amz-cf-id']).toMatch(/^[\w-]{54}==$/);
  await cloud.clock.advance(seconds(7));
  const hit = await view(cloud, distribution, '/cat.jpg');
  expect(hit.headers).toMatchObject({ 'x-cache': 'Hit from cloudfront', age: '7' });

  const { OriginAccessControlList: controls } = await client.listOriginAccessControls({});
  const { DistributionConfig: config } = await client.getDistributionConfig({ Id: distribution.Id });
  expect(controls?.Quantity).toBe(1);
  const other = await createdDistribution(client, { ...config!, CallerReference: 'other' });
  const refused = await view(cloud, other, '/cat.jpg');
  expect(refused.status).toBe(403);
  expect(refused.headers).toMatchObject({
    'x-cache': 'Error from cloudfront',
    'content-type': 'application/xml',
    server: 'AmazonS3',
  });
  expect(refused.text).toContain('<Code>AccessDenied</Code><Message>Access Denied</Message>');
});

test('a bucket is read as an origin access identity when its policy names that', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const s3 = await photosBucket(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'cat.jpg', Body: 'meow' });
  const { CloudFrontOriginAccessIdentity: identity } = await client.createCloudFrontOriginAccessIdentity({
    CloudFrontOriginAccessIdentityConfig: { CallerReference: 'photos', Comment: '' },
  });
  const [origin] = bucketConfig().Origins!.Items!;
  const OriginAccessIdentity = `origin-access-identity/cloudfront/${identity!.Id}`;
  const items = [{ ...origin!, S3OriginConfig: { OriginAccessIdentity } }];
  const distribution = await createdDistribution(
    client,
    bucketConfig({ Origins: { Quantity: 1, Items: items } }),
  );
  expect((await view(cloud, distribution, '/dog.jpg')).status).toBe(403);
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${identity!.Id}` },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::photos/*',
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await s3.putBucketPolicy({ Bucket: 'photos', Policy });
  expect((await view(cloud, distribution, '/cat.jpg')).text).toBe('meow');
});

test('a key that does not exist is refused to those who may not list the bucket', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosBucket(cloud);
  const distribution = await photosDistribution(cloudFrontClient(cloud), s3);
  expect((await view(cloud, distribution, '/dog.jpg')).status).toBe(403);
});

test('a host that is no distribution gets the page of 915 bytes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lost = await view(cloud, { Id: 'ENOWHERE' }, '/', { host: 'dabc.cloudfront.net' });
  expect(lost.status).toBe(403);
  expect(lost.headers).toMatchObject({ server: 'CloudFront', 'content-type': 'text/html' });
  expect(lost.body).toHaveLength(915);
});

test('a distribution is reached by id, by domain and by path', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('here'));
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  expect((await view(cloud, distribution, '/a')).text).toBe('here');
  expect((await view(cloud, distribution, '/a', { host: distribution.DomainName! })).text).toBe('here');
  const byPath = `/_safelight/cdn/${distribution.Id}/a`;
  expect((await view(cloud, distribution, byPath, { host: '127.0.0.1' })).text).toBe('here');
});

test('plain HTTP is redirected with 301 for reads and 307 for writes, or refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('here'));
  const client = cloudFrontClient(cloud);
  const all = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'] as const;
  const redirecting = await createdDistribution(
    client,
    webConfig(server, {
      ViewerProtocolPolicy: 'redirect-to-https',
      ResponseHeadersPolicyId: SECURITY_HEADERS,
      AllowedMethods: { Quantity: 7, Items: [...all] },
    }),
  );
  const get = await view(cloud, redirecting, '/a%20b?x=1', { host: redirecting.DomainName! });
  expect(get.status).toBe(301);
  expect(get.body).toHaveLength(167);
  expect(get.headers).toMatchObject({
    location: `https://${redirecting.DomainName}/a%20b?x=1`,
    'x-cache': 'Redirect from cloudfront',
    'x-frame-options': 'SAMEORIGIN',
  });
  expect(get.headers['strict-transport-security']).toBeUndefined();
  expect((await view(cloud, redirecting, '/', { method: 'POST' })).status).toBe(307);
  const secure = await view(cloud, redirecting, '/', { headers: { 'x-safelight-proto': 'https' } });
  expect(secure.status).toBe(200);
  expect(secure.headers['strict-transport-security']).toBe('max-age=31536000');
});

test('a method that is not allowed and a GET with a body are refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('here'));
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  const post = await view(cloud, distribution, '/', { method: 'POST' });
  expect(post.status).toBe(403);
  expect(post.text).toContain('This distribution is not configured to allow the HTTP request method');
  expect(
    (await view(cloud, distribution, '/', { headers: { 'content-length': '1' }, body: 'x' })).status,
  ).toBe(403);
});

test('a copy past its time is confirmed with the origin by its ETag', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  let asked = 0;
  await using server = await webServer((request, response) => {
    asked += 1;
    const headers = { etag: '"v1"', 'cache-control': 'max-age=10' };
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end('first');
  });
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  expect((await view(cloud, distribution, '/a')).headers['x-cache']).toBe('Miss from cloudfront');
  await cloud.clock.advance(seconds(11));
  const refreshed = await view(cloud, distribution, '/a');
  expect(refreshed).toMatchObject({ status: 200, text: 'first' });
  expect(refreshed.headers['x-cache']).toBe('RefreshHit from cloudfront');
  expect((await view(cloud, distribution, '/a')).headers['x-cache']).toBe('Hit from cloudfront');
  expect(asked).toBe(2);
  const known = await view(cloud, distribution, '/a', { headers: { 'if-none-match': '"v1"' } });
  expect(known).toMatchObject({ status: 304, text: '' });
});

test('what an origin says when it confirms a copy takes the place of what it said before', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  let header = 'max-age=10';
  await using server = await webServer((request, response) => {
    const headers = { etag: '"v1"', 'cache-control': header };
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end('first');
  });
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  await view(cloud, distribution, '/a');
  header = 'max-age=100, immutable';
  await cloud.clock.advance(seconds(11));
  await view(cloud, distribution, '/a');
  await cloud.clock.advance(seconds(50));
  const hit = await view(cloud, distribution, '/a');
  expect(hit.headers).toMatchObject({ 'x-cache': 'Hit from cloudfront', 'cache-control': header });
});

test('a stale copy stands in for an origin that fails, until it answers again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  let failing = false;
  await using server = await webServer((_, response) => {
    response.writeHead(failing ? 503 : 200, { 'cache-control': 'max-age=10' }).end(failing ? 'down' : 'up');
  });
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  await view(cloud, distribution, '/a');
  failing = true;
  await cloud.clock.advance(seconds(11));
  expect(await view(cloud, distribution, '/a')).toMatchObject({ status: 200, text: 'up' });
  expect(await view(cloud, distribution, '/b')).toMatchObject({ status: 503, text: 'down' });
});

test('concurrent misses on one object reach the origin once', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  let asked = 0;
  const waiting: (() => void)[] = [];
  await using server = await webServer((_, response) => {
    asked += 1;
    waiting.push(() => response.end('once'));
  });
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  const viewers = Promise.all(Array.from({ length: 50 }, () => view(cloud, distribution, '/a')));
  await expect.poll(() => waiting.length).toBe(1);
  waiting[0]!();
  const seen = await viewers;
  expect(asked).toBe(1);
  expect(seen.filter(({ headers }) => headers['x-cache'] === 'Hit from cloudfront')).toHaveLength(49);
});

test('an error is remembered for ten seconds and shown as the page that the distribution names', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  let asked = 0;
  await using server = await webServer((request, response) => {
    asked += 1;
    if (request.url === '/index.html') response.end('app');
    else response.writeHead(404).end('nothing');
  });
  const pages = {
    Quantity: 1,
    Items: [{ ErrorCode: 404, ResponsePagePath: '/index.html', ResponseCode: '200' }],
  };
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, {}, { CustomErrorResponses: pages }),
  );
  const shown = await view(cloud, distribution, '/some/page');
  expect(shown).toMatchObject({ status: 200, text: 'app' });
  expect(shown.headers['x-cache']).toBe('Error from cloudfront');
  await view(cloud, distribution, '/some/page');
  expect(asked).toBe(2);
  await cloud.clock.advance(seconds(11));
  await view(cloud, distribution, '/some/page');
  expect(asked).toBe(3);
});

test('ranges come out of the whole copy', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('0123456789'));
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  const range = (value: string) => view(cloud, distribution, '/a', { headers: { range: value } });
  expect(await range('bytes=2-4')).toMatchObject({ status: 206, text: '234' });
  expect((await range('bytes=-3')).headers['content-range']).toBe('bytes 7-9/10');
  expect(await range('bytes=4-5,1-2')).toMatchObject({ status: 200, text: '0123456789' });
  const parts = await range('bytes=0-1,8-');
  expect(parts.headers['content-type']).toMatch(/^multipart\/byteranges; boundary=/);
  expect(parts.text).toContain('Content-Range: bytes 8-9/10\r\n\r\n89');
  expect(await range('bytes=10-')).toMatchObject({ status: 416 });
});

test('an invalidation ends the copies of its paths when it completes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((_, response) => response.end('x'));
  const client = cloudFrontClient(cloud);
  const distribution = await createdDistribution(client, webConfig(server));
  for (const path of ['/img/a', '/img/b', '/css/c']) await view(cloud, distribution, path);
  await client.createInvalidation({
    DistributionId: distribution.Id,
    InvalidationBatch: { CallerReference: '1', Paths: { Quantity: 1, Items: ['/img/*'] } },
  });
  expect((await view(cloud, distribution, '/img/a')).headers['x-cache']).toBe('Hit from cloudfront');
  await cloud.clock.advance(seconds(5));
  expect((await view(cloud, distribution, '/img/a')).headers['x-cache']).toBe('Miss from cloudfront');
  expect((await view(cloud, distribution, '/css/c')).headers['x-cache']).toBe('Hit from cloudfront');
});

test('an origin sees what the policies let through, and CloudFront instead of the viewer', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((request, response) => {
    response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  });
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, {
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: '33f36d7e-f396-46d9-90e0-52428a34d9dc',
    }),
  );
  const seen = await view(cloud, distribution, '/a?b=1', {
    headers: {
      cookie: 'c=2',
      'user-agent': 'curl/8',
      authorization: 'Bearer t',
      'x-safelight-viewer': 'eu-central-1',
    },
  });
  const { url, headers } = JSON.parse(seen.text) as { url: string; headers: Record<string, string> };
  expect(url).toBe('/a?b=1');
  expect(headers).toMatchObject({
    cookie: 'c=2',
    'user-agent': 'curl/8',
    authorization: 'Bearer t',
    'x-forwarded-for': '127.0.0.1',
    'cloudfront-viewer-country': 'DE',
    'cloudfront-is-desktop-viewer': 'true',
  });
  expect(seen.headers['x-amz-cf-pop']).toBe('FRA56-P1');
  const plain = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, {}, { CallerReference: 'plain' }),
  );
  const bare = JSON.parse(
    (await view(cloud, plain, '/a?b=1', { headers: { cookie: 'c=2', authorization: 'Bearer t' } })).text,
  ) as {
    url: string;
    headers: Record<string, string>;
  };
  expect(bare.url).toBe('/a');
  expect(bare.headers).toMatchObject({ host: '127.0.0.1', 'user-agent': 'Amazon CloudFront' });
  expect([bare.headers['cookie'], bare.headers['authorization']]).toEqual([undefined, undefined]);
});

test('nothing but loopback is connected to', async () => {
  await using server = await webServer((request, response) => response.end(request.headers.host));
  await using cloud = await createCloud({
    clock: 'manual',
    cdn: { origins: { 'api.example.com': `http://127.0.0.1:${server.port}` } },
  });
  const client = cloudFrontClient(cloud);
  const named = (DomainName: string) => ({
    ...server,
    origin: { ...server.origin, DomainName },
  });
  const mapped = await createdDistribution(client, webConfig(named('api.example.com')));
  expect((await view(cloud, mapped, '/')).text).toBe('api.example.com');
  const elsewhere = await createdDistribution(
    client,
    webConfig(named('www.example.com'), {}, { CallerReference: 'elsewhere' }),
  );
  const refused = await view(cloud, elsewhere, '/');
  expect(refused.status).toBe(502);
  expect(refused.text).toContain("CloudFront wasn't able to resolve the origin domain name.");
});

test('an origin that truncates, hangs up or answers garbage is a 502, and is not kept', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  let healthy = false;
  await using server = await webServer((request, response) => {
    if (healthy) response.end('well');
    else if (request.url === '/garbage') response.socket?.end('not http\r\n\r\n');
    else if (request.url === '/silent') response.socket?.destroy();
    else {
      response.writeHead(200, { 'content-length': '100' });
      response.write('short', () => response.socket?.destroy());
    }
  });
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  const paths = ['/truncated', '/garbage', '/silent'];
  for (const path of paths) expect((await view(cloud, distribution, path)).status).toBe(502);
  healthy = true;
  await cloud.clock.advance(seconds(11));
  for (const path of paths) expect((await view(cloud, distribution, path)).text).toBe('well');
});
