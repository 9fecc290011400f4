import { Lambda } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { view, webConfig, webServer } from './testing/viewer.ts';

type Event = 'viewer-request' | 'origin-request' | 'origin-response' | 'viewer-response';

async function version(cloud: Cloud, FunctionName: string, source: string): Promise<string> {
  const lambda = new Lambda({ ...clientConfig(cloud), region: 'us-east-1' });
  await lambda.createFunction({
    FunctionName,
    Runtime: 'nodejs24.x',
    Role: 'arn:aws:iam::000000000000:role/edge',
    Handler: 'index.handler',
    Code: {
      ZipFile: zipSync({ 'index.js': Buffer.from(`exports.handler = async (event) => { ${source} };`) }),
    },
    Publish: true,
  });
  return `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}:1`;
}

const associated = (EventType: Event, LambdaFunctionARN: string) => ({
  LambdaFunctionAssociations: { Quantity: 1, Items: [{ EventType, LambdaFunctionARN }] },
});

test('functions on the origin run when the caches have nothing, and what they do is cached', async () => {
  await using cloud = await createCloud();
  let asked = 0;
  await using server = await webServer((request, response) => {
    asked += 1;
    response.end(request.url);
  });
  const arn = await version(
    cloud,
    'rewrite',
    `const { request } = event.Records[0].cf; request.uri = '/rewritten' + request.uri; return request;`,
  );
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, associated('origin-request', arn)),
  );
  expect(await view(cloud, distribution, '/a')).toMatchObject({ status: 200, text: '/rewritten/a' });
  const again = await view(cloud, distribution, '/a');
  expect(again.headers['x-cache']).toBe('Hit from cloudfront');
  expect(asked).toBe(1);
  const billed = cloud.meter.usage().filter(({ service }) => service === 'lambda');
  expect(billed.filter(({ usageType }) => usageType === 'Lambda-Edge-Request')).toMatchObject([
    { quantity: 1 },
  ]);
  expect(billed.filter(({ usageType }) => usageType === 'Request')).toEqual([]);
});

test('a function on the response of the origin changes what is cached', async () => {
  await using cloud = await createCloud();
  await using server = await webServer((_, response) => response.end('body'));
  const arn = await version(
    cloud,
    'header',
    `const { response } = event.Records[0].cf; response.headers['x-edge'] = [{ key: 'X-Edge', value: response.status }]; return response;`,
  );
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, associated('origin-response', arn)),
  );
  const seen = await view(cloud, distribution, '/a');
  expect(seen.text).toBe('body');
  expect(seen.headers['x-edge']).toBe('200');
});

test('a function answers viewers itself; one that throws is a 503, one that answers nonsense a 502', async () => {
  await using cloud = await createCloud();
  await using server = await webServer((_, response) => response.end('body'));
  const arn = await version(
    cloud,
    'gate',
    `const { request } = event.Records[0].cf;
     if (request.uri === '/throw') throw new Error('no');
     if (request.uri === '/nonsense') return 7;
     return { status: '302', headers: { location: [{ key: 'Location', value: '/login' }] } };`,
  );
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, associated('viewer-request', arn)),
  );
  const redirected = await view(cloud, distribution, '/a');
  expect(redirected.status).toBe(302);
  expect(redirected.headers).toMatchObject({
    location: '/login',
    'x-cache': 'LambdaGeneratedResponse from cloudfront',
  });
  const thrown = await view(cloud, distribution, '/throw');
  expect(thrown.status).toBe(503);
  expect(thrown.headers['x-cache']).toBe('LambdaExecutionError from cloudfront');
  const nonsense = await view(cloud, distribution, '/nonsense');
  expect(nonsense.status).toBe(502);
  expect(nonsense.headers['x-cache']).toBe('LambdaValidationError from cloudfront');
});
