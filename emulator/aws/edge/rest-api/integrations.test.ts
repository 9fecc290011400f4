import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { deployApi } from './testing/deployed-api.ts';

let backend: Server;
let address: string;

beforeAll(async () => {
  backend = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(request.url?.startsWith('/teapot') ? 418 : 200, {
        server: 'backend',
        'x-colour': 'red',
        'content-type': 'application/json',
      });
      const { method, url, headers } = request;
      response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }));
    });
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
});

afterAll(() => void backend.close());

test('a mock answers CORS preflights as it is set up', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const requestTemplates = { 'application/json': '{"statusCode": 204}' };
  const api = await deployApi(cloud, [{ path: '/', method: 'OPTIONS', integration: { requestTemplates } }]);
  const at = { ...api.methodAt('/', 'OPTIONS'), statusCode: '204' };
  const header = 'method.response.header.Access-Control-Allow-Origin';
  await api.gateway.putMethodResponse({ ...at, responseParameters: { [header]: true } });
  await api.gateway.putIntegrationResponse({ ...at, responseParameters: { [header]: "'*'" } });
  await api.deploy();
  const response = await fetch(api.url, { method: 'OPTIONS' });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
});

test('a mock fills its template in', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const requestTemplates = { 'application/json': '{"statusCode": 200}' };
  const api = await deployApi(cloud, [{ path: '/{id}', method: 'POST', integration: { requestTemplates } }]);
  const at = { ...api.methodAt('/{id}', 'POST'), statusCode: '200' };
  await api.gateway.putMethodResponse(at);
  const template = [
    '#set($name = $input.params("name"))',
    '{"id": "$input.params(\'id\')",',
    '#if($name != "")',
    '"name": "$util.escapeJavaScript($name)",',
    '#else',
    '"name": null,',
    '#end',
    '"stage": "$context.stage", "unknown": "$unknown"}',
  ].join('\n');
  await api.gateway.putIntegrationResponse({ ...at, responseTemplates: { 'application/json': template } });
  await api.deploy();
  const named = await fetch(`${api.url}/7?name=a%22b`, { method: 'POST' });
  expect(await named.json()).toEqual({ id: '7', name: 'a"b', stage: 'dev', unknown: '$unknown' });
  const unnamed = await fetch(`${api.url}/7`, { method: 'POST' });
  expect(await unnamed.json()).toMatchObject({ name: null });
});

test('templates override what a request asks for and what it is answered', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const template = [
    "#set($size = $input.params('size'))",
    '#set($context.requestOverride.path.size = "w$size")',
    "#set($context.requestOverride.querystring.fit = 'cover')",
    "#set($context.requestOverride.header.X-Colour = 'blue')",
    '{}',
  ].join('\n');
  const integration = {
    type: 'HTTP',
    integrationHttpMethod: 'POST',
    uri: `${address}/resize/{size}`,
    requestTemplates: { 'application/json': template },
  } as const;
  const api = await deployApi(cloud, [{ path: '/resize', method: 'POST', integration }]);
  const at = { ...api.methodAt('/resize', 'POST'), statusCode: '200' };
  await api.gateway.putMethodResponse(at);
  const answer = [
    "#set($sent = $input.path('$'))",
    '#set($context.responseOverride.status = 202)',
    '#set($context.responseOverride.header.X-Size = $context.requestOverride.path.size)',
    '"$sent.url as $sent.headers.x-colour"',
  ].join('\n');
  await api.gateway.putIntegrationResponse({ ...at, responseTemplates: { 'application/json': answer } });
  await api.deploy();
  const resized = await fetch(`${api.url}/resize?size=640`, { method: 'POST' });
  expect(resized.status).toBe(202);
  expect(resized.headers.get('x-size')).toBe('w640');
  expect(await resized.text()).toBe('"/resize/w640?fit=cover as blue"');
});

test('a mock whose template names no status is a 500', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await deployApi(cloud, [{ path: '/', method: 'GET', integration: {} }]);
  expect((await fetch(api.url)).status).toBe(500);
});

test('an HTTP proxy passes requests and answers on', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await deployApi(cloud, [
    {
      path: '/{proxy+}',
      method: 'ANY',
      settings: { requestParameters: { 'method.request.path.proxy': true } },
      integration: {
        type: 'HTTP_PROXY',
        integrationHttpMethod: 'ANY',
        uri: `${address}/{proxy}`,
        requestParameters: {
          'integration.request.path.proxy': 'method.request.path.proxy',
          'integration.request.header.x-stage': 'context.stage',
        },
      },
    },
  ]);
  const response = await fetch(`${api.url}/teapot/a?b=c`, {
    method: 'PUT',
    body: 'text',
    headers: { 'x-mine': '1' },
  });
  expect(response.status).toBe(418);
  expect(response.headers.get('x-colour')).toBe('red');
  expect(response.headers.get('x-amzn-remapped-server')).toBe('backend');
  expect(await response.json()).toMatchObject({
    method: 'PUT',
    url: '/teapot/a?b=c',
    body: 'text',
    headers: { 'x-mine': '1', 'x-stage': 'dev', 'x-forwarded-for': '127.0.0.1', host: new URL(address).host },
  });
});

test('an HTTP integration maps what it sends and what it answers', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await deployApi(cloud, [
    {
      path: '/',
      method: 'POST',
      integration: {
        type: 'HTTP',
        integrationHttpMethod: 'PUT',
        uri: `${address}/teapot`,
        requestTemplates: { 'application/json': '{"user": $input.json("$.user.id")}' },
      },
    },
  ]);
  const at = api.methodAt('/', 'POST');
  const colour = 'method.response.header.colour';
  for (const statusCode of ['200', '400']) {
    await api.gateway.putMethodResponse({ ...at, statusCode, responseParameters: { [colour]: true } });
  }
  await api.gateway.putIntegrationResponse({ ...at, statusCode: '200' });
  await api.gateway.putIntegrationResponse({
    ...at,
    statusCode: '400',
    selectionPattern: '4\\d{2}',
    responseParameters: { [colour]: 'integration.response.header.x-colour' },
    responseTemplates: { 'application/json': '{"sent": $input.json("$.body")}' },
  });
  await api.deploy();
  const response = await fetch(api.url, {
    method: 'POST',
    body: '{"user": {"id": 7}}',
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(400);
  expect(response.headers.get('colour')).toBe('red');
  expect(await response.json()).toEqual({ sent: '{"user": 7}' });
});

test('endpoints on other machines are not called', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const endpoint = { type: 'HTTP_PROXY', integrationHttpMethod: 'GET' } as const;
  const api = await deployApi(cloud, [
    { path: '/far', method: 'GET', integration: { ...endpoint, uri: 'http://169.254.169.254/latest' } },
    { path: '/dead', method: 'GET', integration: { ...endpoint, uri: 'http://127.0.0.1:1/' } },
  ]);
  expect((await fetch(`${api.url}/far`)).status).toBe(500);
  expect((await fetch(`${api.url}/dead`)).status).toBe(504);
  const [far] = cloud.journal.entries().filter(({ type }) => type === 'rest-api.unreached');
  expect(far).toMatchObject({ why: expect.stringContaining('is not on this machine') });
});

test('gateway responses put CORS headers and words of one’s own onto refusals', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await deployApi(cloud, [{ path: '/', method: 'GET', integration: {} }]);
  const cors = { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" };
  await api.gateway.putGatewayResponse({
    restApiId: api.id,
    responseType: 'DEFAULT_4XX',
    responseParameters: cors,
  });
  await api.gateway.putGatewayResponse({
    restApiId: api.id,
    responseType: 'API_CONFIGURATION_ERROR',
    statusCode: '503',
    responseTemplates: { 'application/json': '{"error": $context.error.messageString}' },
  });
  await api.deploy();
  const missing = await fetch(`${api.url}/nothing`);
  expect(missing.status).toBe(403);
  expect(missing.headers.get('access-control-allow-origin')).toBe('*');
  expect(await missing.json()).toEqual({ message: 'Missing Authentication Token' });
  const broken = await fetch(api.url);
  expect(broken.status).toBe(503);
  expect(await broken.json()).toEqual({ error: 'Internal server error' });
});
