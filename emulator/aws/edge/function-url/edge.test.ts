import { Lambda, type CreateFunctionUrlConfigRequest } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { ROLE, zip } from '../../testing/zip.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { signHeaders } from '../../testing/signed-fetch.ts';
import { rawRequest } from '../rest-api/testing/raw-request.ts';

const START = Date.parse('2026-03-26T10:00:00.125Z');
const ECHO = 'exports.handler = async (event) => event;';
const PARROT = 'exports.handler = async (event) => JSON.parse(event.body);';

/** A function with a URL that anybody may call, unless its settings say otherwise. */
async function start(cloud: Cloud, code: string, settings: Partial<CreateFunctionUrlConfigRequest> = {}) {
  const lambda = new Lambda(clientConfig(cloud));
  const FunctionName = 'web';
  await lambda.createFunction({
    FunctionName,
    Runtime: 'nodejs24.x',
    Role: ROLE,
    Handler: 'index.handler',
    Code: { ZipFile: zip({ 'index.js': code }) },
  });
  const AuthType = settings.AuthType ?? 'NONE';
  const { FunctionUrl = '' } = await lambda.createFunctionUrlConfig({ FunctionName, AuthType, ...settings });
  const { host } = new URL(FunctionUrl);
  const permit = { FunctionName, Principal: '*' };
  const grantUrl = () =>
    lambda.addPermission({
      ...permit,
      StatementId: 'url',
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: AuthType,
    });
  const grantInvoke = () =>
    lambda.addPermission({
      ...permit,
      StatementId: 'invoke',
      Action: 'lambda:InvokeFunction',
      InvokedViaFunctionUrl: true,
    });
  const send = async (
    path: string,
    request: { method?: string; headers?: Record<string, string | string[]>; body?: string } = {},
  ) => {
    const { body, headers, ...rest } = request;
    const answer = await rawRequest(cloud.endpoint, {
      path,
      ...rest,
      headers: { host, ...headers },
      ...(body !== undefined && { body: Buffer.from(body) }),
    });
    return { ...answer, text: answer.body.toString() };
  };
  return { lambda, host, send, grantUrl, grantInvoke };
}

test('the event has payload format 2.0', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { send, host, grantUrl, grantInvoke } = await start(cloud, ECHO);
  await grantUrl();
  await grantInvoke();
  const { text, headers, status } = await send('/a%20b?tag=x&tag=y%20z', {
    method: 'POST',
    headers: { 'X-Mixed': 'A', cookie: 'a=1; b=2', 'user-agent': 'test', 'content-type': 'application/json' },
    body: '{}',
  });
  expect(status).toBe(200);
  const domainName = host.replace(/:\d+$/, '');
  const urlId = domainName.split('.')[0];
  expect(JSON.parse(text)).toStrictEqual({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/a%20b',
    rawQueryString: 'tag=x&tag=y%20z',
    cookies: ['a=1', 'b=2'],
    headers: {
      host,
      'x-mixed': 'A',
      'user-agent': 'test',
      'content-type': 'application/json',
      'content-length': '2',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-/),
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': host.split(':')[1],
      'x-forwarded-proto': 'http',
    },
    queryStringParameters: { tag: 'x,y z' },
    requestContext: {
      accountId: 'anonymous',
      apiId: urlId,
      domainName,
      domainPrefix: urlId,
      http: {
        method: 'POST',
        path: '/a%20b',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
      requestId: headers['x-amzn-requestid'],
      routeKey: '$default',
      stage: '$default',
      time: '26/Mar/2026:10:00:00 +0000',
      timeEpoch: START,
    },
    body: '{}',
    isBase64Encoded: false,
  });
});

test('bodies that are no text arrive as base64', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send, grantUrl, grantInvoke } = await start(cloud, ECHO);
  await grantUrl();
  await grantInvoke();
  const { text } = await send('/', {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: 'test',
  });
  expect(JSON.parse(text)).toMatchObject({ body: 'dGVzdA==', isBase64Encoded: true });
});

test('both grants are needed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send, grantUrl, grantInvoke } = await start(cloud, ECHO);
  const forbidden =
    '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}';
  expect(await send('/')).toMatchObject({ status: 403, text: forbidden });
  await grantUrl();
  expect(await send('/')).toMatchObject({ status: 403, text: forbidden });
  await grantInvoke();
  expect((await send('/')).status).toBe(200);
});

test('a URL nobody has is a 404', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const answer = await rawRequest(cloud.endpoint, {
    path: '/',
    headers: { host: 'abc.lambda-url.us-east-1.on.aws' },
  });
  expect(answer.status).toBe(404);
  expect(answer.body.toString()).toBe('{"Message":null}');
});

test.each([
  ['"text"', 200, 'text'],
  ['[1,2]', 200, '[1,2]'],
  ['{"a":1}', 200, '{"a":1}'],
  ['null', 200, 'null'],
  ['{"statusCode":201,"body":"made"}', 201, 'made'],
  ['{"statusCode":200,"body":"dGVzdA==","isBase64Encoded":true}', 200, 'test'],
  ['{"statusCode":"many"}', 502, 'Internal Server Error'],
])('the function’s %s is answered with %i %s', async (value, status, text) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send, grantUrl, grantInvoke } = await start(cloud, PARROT);
  await grantUrl();
  await grantInvoke();
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: value };
  const answer = await send('/', request);
  expect(answer).toMatchObject({ status, text });
  expect(answer.headers['content-type']).toBe('application/json');
});

test('headers and cookies are the function’s, and its failure is a 502', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send, grantUrl, grantInvoke } = await start(cloud, PARROT);
  await grantUrl();
  await grantInvoke();
  const value = { statusCode: 200, headers: { 'Content-Type': 'text/css' }, cookies: ['a=1', 'b=2'] };
  const headers = { 'content-type': 'text/plain' };
  const answer = await send('/', { method: 'POST', headers, body: JSON.stringify(value) });
  expect(answer.headers).toMatchObject({ 'content-type': 'text/css', 'set-cookie': ['a=1', 'b=2'] });
  const failed = await send('/', { method: 'POST', headers, body: 'not json' });
  expect(failed).toMatchObject({ status: 502, text: 'Internal Server Error' });
});

test('a URL with IAM authorization wants a signature, and knows who signed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send, host } = await start(cloud, ECHO, { AuthType: 'AWS_IAM' });
  expect((await send('/')).status).toBe(403);
  const signing = { service: 'lambda', at: cloud.clock.now() };
  const headers = await signHeaders(`http://${host}/`, signing);
  const { text } = await send('/', { headers });
  expect(JSON.parse(text)).toMatchObject({
    requestContext: {
      accountId: '000000000000',
      authorizer: { iam: { accessKey: 'test', userArn: 'arn:aws:iam::000000000000:root' } },
    },
  });
  const forged = { ...headers, authorization: headers['authorization']!.replace(/.$/, 'x') };
  expect((await send('/', { headers: forged })).status).toBe(403);
});

test('CORS is answered as configured, without the function', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const Cors = {
    AllowOrigins: ['https://*.pettracker.com'],
    AllowMethods: ['GET', 'PUT'],
    AllowHeaders: ['content-type'],
    ExposeHeaders: ['etag'],
    AllowCredentials: true,
    MaxAge: 300,
  };
  const { send, grantUrl, grantInvoke } = await start(cloud, ECHO, { Cors });
  await grantUrl();
  await grantInvoke();
  const origin = 'https://www.pettracker.com';
  const preflight = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PUT' } };
  expect(await send('/', preflight)).toMatchObject({
    status: 200,
    text: '',
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET,PUT',
      'access-control-allow-headers': 'content-type',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '300',
    },
  });
  const { headers } = await send('/', { headers: { origin } });
  expect(headers).toMatchObject({ 'access-control-expose-headers': 'etag', vary: 'Origin' });
  const stranger = await send('/', { headers: { origin: 'https://example.com' } });
  expect(stranger.headers['access-control-allow-origin']).toBeUndefined();
});

test('a URL that streams sends what is written, after the status and headers that the function says', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const code = `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
    const headers = { 'content-type': 'text/html', 'x-made': 'here' };
    const response = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers, cookies: ['a=1'] });
    response.write('<p>');
    await new Promise((done) => setTimeout(done, 20));
    response.end('cat</p>');
  });`;
  const { send, grantUrl, grantInvoke } = await start(cloud, code, { InvokeMode: 'RESPONSE_STREAM' });
  await grantUrl();
  await grantInvoke();
  expect(await send('/')).toMatchObject({
    status: 201,
    text: '<p>cat</p>',
    headers: { 'content-type': 'text/html', 'x-made': 'here', 'set-cookie': ['a=1'] },
  });
});

test('a URL that streams infers nothing from what a handler answers', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const code = `exports.handler = async () => ({ statusCode: 404, body: 'x' });`;
  const { send, grantUrl, grantInvoke } = await start(cloud, code, { InvokeMode: 'RESPONSE_STREAM' });
  await grantUrl();
  await grantInvoke();
  expect(await send('/')).toMatchObject({ status: 200, text: '{"statusCode":404,"body":"x"}' });
});

test('a function behind a streaming URL that fails at once is a bad gateway', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const code = `exports.handler = awslambda.streamifyResponse(async () => { throw new Error('no'); });`;
  const { send, grantUrl, grantInvoke } = await start(cloud, code, { InvokeMode: 'RESPONSE_STREAM' });
  await grantUrl();
  await grantInvoke();
  expect(await send('/')).toMatchObject({ status: 502 });
});
