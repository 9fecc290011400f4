import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { minutes } from '../../kernel/instant.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { publishedFunction } from '../../services/cloudfront/testing/functions.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { view, webConfig, webServer, type Seen, type View } from './testing/viewer.ts';

type Event = 'viewer-request' | 'viewer-response';

/** What a viewer sees of a server that tells what it was asked, through one function. */
async function through(
  cloud: Cloud,
  event: Event,
  arn: string,
  target: string,
  looking: View = {},
  status = 200,
): Promise<Seen> {
  await using server = await webServer((request, response) => {
    response.writeHead(status, { 'x-origin': 'yes' });
    response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  });
  const client = cloudFrontClient(cloud);
  const distribution = await createdDistribution(
    client,
    webConfig(
      server,
      {
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        FunctionAssociations: { Quantity: 1, Items: [{ EventType: event, FunctionARN: arn }] },
      },
      { CallerReference: `${arn} ${target} ${status}` },
    ),
  );
  return await view(cloud, distribution, target, looking);
}

test('a function rewrites the path, the query, headers and cookies of a request', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const arn = await publishedFunction(
    cloudFrontClient(cloud),
    'route',
    `function handler(event) {
       const request = event.request;
       if (!request.uri.includes('.')) request.uri = '/index.html';
       request.querystring.added = { value: event.request.rawQueryString().length + '' };
       request.headers['x-country'] = { value: 'DE' };
       delete request.cookies.old;
       return request;
     }`,
  );
  const seen = await through(cloud, 'viewer-request', arn, '/pets/1?a=1&b', {
    headers: { cookie: 'old=1; new=2' },
  });
  const { url, headers } = JSON.parse(seen.text) as { url: string; headers: Record<string, string> };
  expect(url).toBe('/index.html?a=1&b&added=5');
  expect(headers).toMatchObject({ 'x-country': 'DE', cookie: 'new=2' });
});

test('a function answers in the place of the origin', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const arn = await publishedFunction(
    cloudFrontClient(cloud),
    'moved',
    `function handler(event) {
       return { statusCode: 302, headers: { location: { value: '/new' } }, cookies: { seen: { value: '1', attributes: 'Path=/' } } };
     }`,
    'cloudfront-js-1.0',
  );
  const seen = await through(cloud, 'viewer-request', arn, '/old');
  expect(seen.status).toBe(302);
  expect(seen.headers).toMatchObject({
    location: '/new',
    server: 'CloudFront',
    'content-length': '0',
    'set-cookie': ['seen=1; Path=/'],
    'x-cache': 'FunctionGeneratedResponse from cloudfront',
  });
});

test('headers of a response are changed below 400 only', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const arn = await publishedFunction(
    cloudFrontClient(cloud),
    'security-headers',
    `function handler(event) {
       var response = event.response;
       response.headers['strict-transport-security'] = {value: 'max-age=31536000; includeSubdomains'};
       delete response.headers['x-origin'];
       return response;
     }`,
    'cloudfront-js-1.0',
  );
  const { headers } = await through(cloud, 'viewer-response', arn, '/a');
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubdomains');
  expect(headers['x-origin']).toBeUndefined();
  const missing = await through(cloud, 'viewer-response', arn, '/a', {}, 404);
  expect(missing.headers['strict-transport-security']).toBeUndefined();
});

test.each([
  ['loops', 'while (true) {}', 503, 'FunctionExecutionError'],
  ['takes all memory', "return 'x'.repeat(4e6)", 503, 'FunctionExecutionError'],
  ['recurses', 'return handler(event)', 503, 'FunctionExecutionError'],
  ['throws', 'throw new Error(1)', 503, 'FunctionExecutionError'],
  ['is no JavaScript', 'let a = ;', 503, 'FunctionExecutionError'],
  ['reaches for the host', 'return process.env', 503, 'FunctionExecutionError'],
  [
    'makes code',
    "return (function () {}).constructor('return event.request')()",
    503,
    'FunctionExecutionError',
  ],
  ['returns nonsense', 'return 7', 502, 'FunctionValidationError'],
  [
    'writes the host',
    "event.request.headers.host = { value: 'x' }; return event.request",
    502,
    'FunctionValidationError',
  ],
  [
    'sets a forbidden header',
    "event.request.headers['x-amz-cf-id'] = { value: 'x' }; return event.request",
    502,
    'FunctionValidationError',
  ],
  [
    'breaks a header',
    "event.request.headers.a = { value: 'x\\r\\ny: z' }; return event.request",
    502,
    'FunctionValidationError',
  ],
])('a function that %s is refused', async (_, body, status, result) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const arn = await publishedFunction(cloudFrontClient(cloud), 'f', `function handler(event) { ${body} }`);
  const seen = await through(cloud, 'viewer-request', arn, '/a');
  expect(seen.status).toBe(status);
  expect(seen.headers['x-cache']).toBe(`${result} from cloudfront`);
});

test('runtime 1.0 knows no const', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const code = `function handler(event) { const request = event.request; return request; } // const`;
  const arn = await publishedFunction(cloudFrontClient(cloud), 'old', code, 'cloudfront-js-1.0');
  expect((await through(cloud, 'viewer-request', arn, '/a')).status).toBe(503);
});

test('nothing of one request is left for the next', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const code = `let count = 0;
    function handler(event) { count += 1; return { statusCode: 200, body: String(count) }; }`;
  const arn = await publishedFunction(cloudFrontClient(cloud), 'counting', code);
  expect((await through(cloud, 'viewer-request', arn, '/a')).text).toBe('1');
  expect((await through(cloud, 'viewer-request', arn, '/b')).text).toBe('1');
});

test('a function reads the store it is associated with', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  await s3.createBucket({ Bucket: 'config' });
  const Body = JSON.stringify({ data: [{ key: '/a', value: '/redirected' }] });
  await s3.putObject({ Bucket: 'config', Key: 'pairs.json', Body });
  const { KeyValueStore: store } = await client.createKeyValueStore({
    Name: 'redirects',
    ImportSource: { SourceType: 'S3', SourceARN: 'arn:aws:s3:::config/pairs.json' },
  });
  const code = `import cf from 'cloudfront';
    const kvs = cf.kvs();
    async function handler(event) {
      const request = event.request;
      if (await kvs.exists(request.uri)) request.uri = await kvs.get(request.uri);
      return request;
    }`;
  const arn = await publishedFunction(client, 'redirect', code, 'cloudfront-js-2.0', [store!.ARN!]);
  const seen = await through(cloud, 'viewer-request', arn, '/a');
  expect(JSON.parse(seen.text)).toMatchObject({ url: '/redirected' });
});

test('what a function prints is in its log group, request by request', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const code = `function handler(event) { console.log('uri', event.request.uri); return event.request; }`;
  const arn = await publishedFunction(cloudFrontClient(cloud), 'talking', code);
  const { headers } = await through(cloud, 'viewer-request', arn, '/a');
  const logs = new CloudWatchLogs({ ...clientConfig(cloud), region: 'us-east-1' });
  const { events } = await logs.filterLogEvents({ logGroupName: '/aws/cloudfront/function/talking' });
  const id = headers['x-amz-cf-id'] as string;
  expect(events?.map(({ message }) => message)).toEqual([
    expect.stringMatching(/START DistributionID: E/) as string,
    `${id} uri /a`,
    `${id} END`,
  ]);
});

test('a test run answers output, logs and errors without touching a distribution', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const code = `function handler(event) { console.log('here'); if (event.request.uri === '/boom') throw new Error('no'); return event.request; }`;
  await publishedFunction(client, 'tried', code);
  const { ETag } = await client.describeFunction({ Name: 'tried' });
  const run = async (uri: string) => {
    const event = {
      version: '1.0',
      request: { method: 'GET', uri, querystring: {}, headers: {}, cookies: {} },
    };
    const EventObject = new TextEncoder().encode(JSON.stringify(event));
    return (await client.testFunction({ Name: 'tried', IfMatch: ETag, EventObject })).TestResult;
  };
  const good = await run('/a');
  expect(good).toMatchObject({
    FunctionErrorMessage: '',
    FunctionExecutionLogs: ['here'],
    ComputeUtilization: '1',
  });
  expect(JSON.parse(good!.FunctionOutput!)).toEqual({
    request: { method: 'GET', uri: '/a', querystring: {}, headers: {}, cookies: {} },
  });
  expect((await run('/boom'))?.FunctionErrorMessage).toBe(
    'The CloudFront function associated with the CloudFront distribution is invalid or could not run. Error: no',
  );
});

/** What a function made of a store says of it. */
async function aboutStore(cloud: Cloud, associated: boolean, handler: string): Promise<Seen> {
  const client = cloudFrontClient(cloud);
  const { KeyValueStore: store } = await client.createKeyValueStore({ Name: 'pairs' });
  const code = `import cf from 'cloudfront'; async function handler(event) { ${handler} }`;
  const stores = associated ? [store!.ARN!] : [];
  const arn = await publishedFunction(client, 'asking', code, 'cloudfront-js-2.0', stores);
  return through(cloud, 'viewer-request', arn, '/a');
}

test('a store tells when it was made and how much is in it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const seen = await aboutStore(
    cloud,
    true,
    'const meta = await cf.kvs().meta(); return { statusCode: 200, body: JSON.stringify(meta) };',
  );
  const now = new Date(cloud.clock.now()).toISOString();
  expect(JSON.parse(seen.text)).toEqual({ creationDateTime: now, lastUpdatedDateTime: now, keyCount: 0 });
});

test('a store that a function is not associated with cannot be opened', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const seen = await aboutStore(
    cloud,
    false,
    'try { cf.kvs(); } catch (error) { return { statusCode: 200, body: error.message }; }',
  );
  expect(seen.text).toBe('KVSNamespaceNotFound');
});

test.each([
  ['in the arguments of a call', 'console.log(await event.ready); return event.request;'],
  ['deep in them', 'console.log([1, (await event.ready)].length); return event.request;'],
])('a promise that is waited for %s fails at the first run, as there', async (_, body) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const arn = await publishedFunction(client, 'waiting', `async function handler(event) {\n${body} }`);
  const seen = await through(cloud, 'viewer-request', arn, '/a');
  expect(seen).toMatchObject({
    status: 503,
    headers: { 'x-cache': 'FunctionExecutionError from cloudfront' },
  });
  const { ETag } = await client.describeFunction({ Name: 'waiting' });
  const EventObject = new TextEncoder().encode(JSON.stringify({ version: '1.0', request: {} }));
  const tested = await client.testFunction({ Name: 'waiting', IfMatch: ETag, EventObject });
  expect(tested.TestResult?.FunctionErrorMessage).toContain('await in arguments not supported in 2');
});

test('a promise may be waited for in conditions, in groups and in what is assigned', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const code = `async function handler(event) {
    const one = (await Promise.resolve(1)) + 1;
    if (await Promise.resolve(true)) console.log(one);
    return event.request;
  }`;
  const arn = await publishedFunction(cloudFrontClient(cloud), 'waiting', code);
  expect((await through(cloud, 'viewer-request', arn, '/a')).status).toBe(200);
});

test('a fault throttles a function, crashes it, and is counted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const arn = await publishedFunction(
    cloudFrontClient(cloud),
    'struck',
    'function handler(event) { return event.request; }',
  );
  const rule = { on: 'invocation', target: 'struck', probability: 1, times: 1 } as const;
  cloud.faults.add({ ...rule, effect: { kind: 'throttle' } });
  const throttled = await through(cloud, 'viewer-request', arn, '/a');
  expect(throttled).toMatchObject({
    status: 503,
    headers: { 'x-cache': 'FunctionThrottledError from cloudfront' },
  });
  cloud.faults.add({ ...rule, effect: { kind: 'crash' } });
  const crashed = await through(cloud, 'viewer-request', arn, '/b');
  expect(crashed).toMatchObject({
    status: 503,
    headers: { 'x-cache': 'FunctionExecutionError from cloudfront' },
  });
  await cloud.clock.advance(minutes(1));
  const metrics = new CloudWatch({ ...clientConfig(cloud), region: 'us-east-1' });
  const { Datapoints } = await metrics.getMetricStatistics({
    Namespace: 'AWS/CloudFront',
    MetricName: 'FunctionThrottles',
    Dimensions: [
      { Name: 'FunctionName', Value: 'struck' },
      { Name: 'Region', Value: 'Global' },
    ],
    StartTime: new Date(cloud.clock.now() - minutes(5)),
    EndTime: new Date(cloud.clock.now() + minutes(5)),
    Period: 300,
    Statistics: ['Sum'],
  });
  expect(Datapoints).toMatchObject([{ Sum: 1 }]);
});
