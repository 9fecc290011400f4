import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { deployApi, ECHO, proxyTo } from './testing/deployed-api.ts';
import { rawRequest } from './testing/raw-request.ts';

const START = Date.parse('2026-11-20T23:34:43.250Z');

test('the event is exact to the key', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/{proxy+}', method: 'ANY', integration: echo }]);
  const { deploymentId } = await api.gateway.getStage({ restApiId: api.id, stageName: 'dev' });
  const answer = await rawRequest(cloud.endpoint, {
    method: 'POST',
    path: '/dev/a%20b/c/?tag=x&tag=y%2Bz&empty',
    headers: {
      Host: `${api.id}.execute-api.us-east-1.amazonaws.com`,
      'X-Mixed-Case': ['one', 'two'],
      'user-agent': 'test',
      'Content-Type': 'application/json',
      'Content-Length': 2,
    },
    body: Buffer.from('{}'),
  });
  const trace = expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  const domainName = `${api.id}.execute-api.us-east-1.amazonaws.com`;
  expect(JSON.parse(answer.body.toString())).toStrictEqual({
    resource: '/{proxy+}',
    path: '/a%20b/c/',
    httpMethod: 'POST',
    headers: {
      Host: domainName,
      'X-Mixed-Case': 'two',
      'User-Agent': 'test',
      'Content-Type': 'application/json',
      'X-Amzn-Trace-Id': trace,
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Port': '80',
      'X-Forwarded-Proto': 'http',
    },
    multiValueHeaders: {
      Host: [domainName],
      'X-Mixed-Case': ['one', 'two'],
      'User-Agent': ['test'],
      'Content-Type': ['application/json'],
      'X-Amzn-Trace-Id': [trace],
      'X-Forwarded-For': ['127.0.0.1'],
      'X-Forwarded-Port': ['80'],
      'X-Forwarded-Proto': ['http'],
    },
    queryStringParameters: { tag: 'y+z', empty: '' },
    multiValueQueryStringParameters: { tag: ['x', 'y+z'], empty: [''] },
    pathParameters: { proxy: 'a%20b/c' },
    stageVariables: null,
    requestContext: {
      accountId: '000000000000',
      apiId: api.id,
      deploymentId,
      domainName,
      domainPrefix: api.id,
      extendedRequestId: answer.headers['x-amz-apigw-id'],
      httpMethod: 'POST',
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '127.0.0.1',
        user: null,
        userAgent: 'test',
        userArn: null,
      },
      path: '/dev/a%20b/c/',
      protocol: 'HTTP/1.1',
      requestId: answer.headers['x-amzn-requestid'],
      requestTime: '20/Nov/2026:23:34:43 +0000',
      requestTimeEpoch: START,
      resourceId: api.resourceId('/{proxy+}'),
      resourcePath: '/{proxy+}',
      stage: 'dev',
    },
    body: '{}',
    isBase64Encoded: false,
  });
  expect(answer.headers['x-amzn-trace-id']).toEqual(trace);
});

test('what is absent is null', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/images', method: 'GET', integration: echo }]);
  const event = await (await fetch(`${api.url}/images`)).json();
  expect(event).toMatchObject({
    path: '/images',
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: { path: '/dev/images', domainName: `${api.id}.execute-api.us-east-1.amazonaws.com` },
  });
});

test('every address leads to the same API', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/images', method: 'GET', integration: echo }]);
  const { host } = new URL(cloud.endpoint);
  const port = host.split(':')[1];
  for (const { path, headers } of [
    { path: `/_aws/execute-api/${api.id}/dev/images`, headers: {} },
    { path: '/dev/images', headers: { host: `${api.id}.execute-api.localhost.localstack.cloud:${port}` } },
    { path: '/dev/images', headers: { host: `${api.id}.execute-api.localhost:${port}` } },
    { path: '/dev/images', headers: { host: `${api.id}.execute-api.eu-west-1.amazonaws.com` } },
  ]) {
    const answer = await rawRequest(cloud.endpoint, { path, headers });
    expect(JSON.parse(answer.body.toString())).toMatchObject({ path: '/images' });
  }
});

test('stage variables choose the function and reach the event', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const uri = echo.uri?.replace('function:echo', 'function:${stageVariables.name}') ?? '';
  const api = await deployApi(cloud, [{ path: '/', method: 'GET', integration: { ...echo, uri } }]);
  expect((await fetch(api.url)).status).toBe(500);
  await api.gateway.updateStage({
    restApiId: api.id,
    stageName: 'dev',
    patchOperations: [{ op: 'replace', path: '/variables/name', value: 'echo' }],
  });
  expect(await (await fetch(api.url)).json()).toMatchObject({ stageVariables: { name: 'echo' }, path: '/' });
});

test('bodies of binary types are base64, others text', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const routes = [{ path: '/', method: 'POST', integration: echo }];
  const api = await deployApi(cloud, routes, { binaryMediaTypes: ['image/*'] });
  const body = new Uint8Array([0xff, 0xd8, 0xff]);
  const post = async (type: string) => {
    const response = await fetch(api.url, { method: 'POST', body, headers: { 'content-type': type } });
    return await response.json();
  };
  expect(await post('image/jpeg; q=1')).toMatchObject({ body: '/9j/', isBase64Encoded: true });
  expect(await post('text/plain')).toMatchObject({ body: '\uFFFD\uFFFD\uFFFD', isBase64Encoded: false });
});
