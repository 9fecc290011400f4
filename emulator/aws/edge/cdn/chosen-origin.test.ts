import type { CloudFront, Distribution, Origin } from '@aws-sdk/client-cloudfront';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { publishedFunction } from '../../services/cloudfront/testing/functions.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import {
  photosBucket,
  photosDistribution,
  view,
  webConfig,
  webServer,
  type WebServer,
} from './testing/viewer.ts';

const UNCACHED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

/** A server that tells who it is and what it was asked. */
const telling = (name: string, status = 200): Promise<WebServer> =>
  webServer((request, response) => {
    response.writeHead(status);
    response.end(JSON.stringify({ name, url: request.url, headers: request.headers }));
  });

interface Told {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A distribution of these servers, `one` by default, whose viewer requests go through a function. */
async function distributed(
  client: CloudFront,
  body: string,
  servers: Readonly<Record<string, WebServer>>,
  event: 'viewer-request' | 'viewer-response' = 'viewer-request',
): Promise<Distribution> {
  const code = `import cf from 'cloudfront';\nfunction handler(event) { ${body} return event.response || event.request; }`;
  const FunctionARN = await publishedFunction(client, 'choosing', code);
  const Items = Object.entries(servers).map(([Id, { origin }]): Origin => ({
    ...origin,
    Id,
    CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'x-from', HeaderValue: Id }] },
  }));
  return createdDistribution(
    client,
    webConfig(
      Object.values(servers)[0]!,
      {
        CachePolicyId: UNCACHED,
        TargetOriginId: 'one',
        FunctionAssociations: { Quantity: 1, Items: [{ EventType: event, FunctionARN }] },
      },
      { Origins: { Quantity: Items.length, Items } },
    ),
  );
}

async function told(cloud: Cloud, distribution: Distribution, target = '/a'): Promise<Told> {
  return JSON.parse((await view(cloud, distribution, target)).text) as Told;
}

test('a function sends a request to another origin of its distribution', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using one = await telling('one');
  await using two = await telling('two');
  const body = `if (event.request.uri === '/two') cf.selectRequestOriginById('two');`;
  const distribution = await distributed(cloudFrontClient(cloud), body, { one, two });
  expect(await told(cloud, distribution)).toMatchObject({ name: 'one', headers: { 'x-from': 'one' } });
  expect(await told(cloud, distribution, '/two')).toMatchObject({
    name: 'two',
    headers: { 'x-from': 'two' },
  });
});

test('a function changes an origin for its request alone, and what it does not name stays', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using one = await telling('one');
  const body = `if (event.request.uri !== '/changed') return event.request;
    cf.updateRequestOrigin({ hostHeader: 'inner.example', originPath: '/v2' });`;
  const distribution = await distributed(cloudFrontClient(cloud), body, { one });
  expect(await told(cloud, distribution, '/changed')).toMatchObject({
    url: '/v2/changed',
    headers: { host: 'inner.example', 'x-from': 'one' },
  });
  expect(await told(cloud, distribution)).toMatchObject({ url: '/a', headers: { host: '127.0.0.1' } });
});

test('a function names a server that no origin is, and takes the headers off', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using one = await telling('one');
  await using elsewhere = await telling('elsewhere');
  const body = `cf.updateRequestOrigin({ domainName: 'localhost', customHeaders: {},
    customOriginConfig: { port: ${elsewhere.port}, protocol: 'http', sslProtocols: ['TLSv1.2'] } });`;
  const distribution = await distributed(cloudFrontClient(cloud), body, { one });
  const { name, headers } = await told(cloud, distribution);
  expect(name).toBe('elsewhere');
  expect(headers).toMatchObject({ host: 'localhost' });
  expect(headers).not.toHaveProperty('x-from');
});

test('a function makes a group whose second origin steps in', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using one = await telling('one', 503);
  await using two = await telling('two');
  const body = `cf.createRequestOriginGroup({ originIds: ['one', { originId: 'two' }], failoverCriteria: { statusCodes: [503] } });`;
  const distribution = await distributed(cloudFrontClient(cloud), body, { one, two });
  expect(await told(cloud, distribution)).toMatchObject({ name: 'two' });
});

test('a function turns a web server into a bucket, which it asks as the distribution', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using one = await telling('one');
  const s3 = await photosBucket(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'a cat' });
  const client = cloudFrontClient(cloud);
  const body = `cf.updateRequestOrigin({ domainName: 'photos.s3.us-east-1.amazonaws.com',
    originAccessControlConfig: { enabled: event.request.uri !== '/open', signingBehavior: 'always', signingProtocol: 'sigv4', originType: 's3' } });
    event.request.uri = '/a';`;
  const distribution = await distributed(client, body, { one });
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::photos/*',
      Condition: { StringEquals: { 'AWS:SourceArn': distribution.ARN } },
    },
  });
  await s3.putBucketPolicy({ Bucket: 'photos', Policy });
  expect(await view(cloud, distribution, '/a')).toMatchObject({ status: 200, text: 'a cat' });
  expect(await view(cloud, distribution, '/open')).toMatchObject({ status: 403 });
});

test.each([
  [
    'an origin that the distribution does not have',
    `cf.selectRequestOriginById('three');`,
    502,
    'FunctionValidationError',
  ],
  [
    'a setting beyond its bounds',
    'cf.updateRequestOrigin({ connectionAttempts: 4 });',
    503,
    'FunctionExecutionError',
  ],
  [
    'a group of one',
    `cf.createRequestOriginGroup({ originIds: ['one'], failoverCriteria: { statusCodes: [500] } });`,
    503,
    'FunctionExecutionError',
  ],
])('%s is no choice', async (_, body, status, result) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using one = await telling('one');
  const distribution = await distributed(cloudFrontClient(cloud), body, { one });
  expect(await view(cloud, distribution, '/a')).toMatchObject({
    status,
    headers: { 'x-cache': `${result} from cloudfront` },
  });
});

test('a function on responses cannot choose', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using one = await telling('one');
  const body = `cf.selectRequestOriginById('one');`;
  const distribution = await distributed(cloudFrontClient(cloud), body, { one }, 'viewer-response');
  expect(await view(cloud, distribution, '/a')).toMatchObject({ status: 503 });
});

test('a signature of the viewer takes the place of that of the access control, where it says so', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosBucket(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'a cat' });
  const client = cloudFrontClient(cloud);
  const { OriginAccessControl: control } = await client.createOriginAccessControl({
    OriginAccessControlConfig: {
      Name: 'viewers-first',
      SigningProtocol: 'sigv4',
      SigningBehavior: 'no-override',
      OriginAccessControlOriginType: 's3',
    },
  });
  const { OriginRequestPolicy: policy } = await client.createOriginRequestPolicy({
    OriginRequestPolicyConfig: {
      Name: 'signed',
      HeadersConfig: {
        HeaderBehavior: 'whitelist',
        Headers: { Quantity: 2, Items: ['x-amz-date', 'x-amz-content-sha256'] },
      },
      CookiesConfig: { CookieBehavior: 'none' },
      QueryStringsConfig: { QueryStringBehavior: 'none' },
    },
  });
  const { CachePolicy: cachePolicy } = await client.createCachePolicy({
    CachePolicyConfig: {
      Name: 'by-signature',
      MinTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: false,
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: 1, Items: ['authorization'] } },
        CookiesConfig: { CookieBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'none' },
      },
    },
  });
  const distribution = await photosDistribution(
    client,
    s3,
    {
      DefaultCacheBehavior: {
        TargetOriginId: 'photos',
        ViewerProtocolPolicy: 'allow-all',
        CachePolicyId: cachePolicy!.Id!,
        OriginRequestPolicyId: policy!.Id!,
      },
    },
    { OriginAccessControlId: control!.Id! },
  );
  expect(await view(cloud, distribution, '/a')).toMatchObject({ status: 200, text: 'a cat' });
  const date = new Date(cloud.clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const signed = {
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${date.slice(0, 8)}/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${'0'.repeat(64)}`,
    'x-amz-date': date,
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
  };
  const refused = await view(cloud, distribution, '/a', { headers: signed });
  expect(refused.status).toBe(403);
  // The bucket judges what it is sent, and that has a header by now which no viewer can have signed.
  expect(refused.text).toContain('<HeadersNotSigned>x-amz-cf-id</HeadersNotSigned>');
});
