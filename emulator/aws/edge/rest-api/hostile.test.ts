import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { deployApi, ECHO, proxyTo } from './testing/deployed-api.ts';
import { rawRequest } from './testing/raw-request.ts';

test.each([
  ['/a%zz', '/a%zz'],
  ['/%2e%2e/a', '/%2e%2e/a'],
  ['/../a', '/../a'],
  ['//a//b', '/a//b'],
  ['/a%2Fb%00', '/a%2Fb%00'],
])('the path %s reaches the function as it was sent, but for slashes before it', async (path, seen) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/{proxy+}', method: 'ANY', integration: echo }]);
  const { body } = await rawRequest(cloud.endpoint, { path: new URL(api.url).pathname + path });
  expect(JSON.parse(body.toString())).toMatchObject({ path: seen });
});

test('names that every object has are parameters like any other', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/{constructor}', method: 'GET', integration: echo }]);
  const path = `${new URL(api.url).pathname}/x?__proto__=1&toString=2&a=%zz&=3`;
  const headers = { 'X-A': ['1', '2'], constructor: 'mine' };
  const { body } = await rawRequest(cloud.endpoint, { path, headers });
  const event = JSON.parse(body.toString()) as Record<string, Record<string, unknown>>;
  expect(event['pathParameters']).toEqual({ constructor: 'x' });
  expect(Object.entries(event['queryStringParameters'] ?? {})).toEqual([
    ['__proto__', '1'],
    ['toString', '2'],
    ['a', '%zz'],
    ['', '3'],
  ]);
  const sent = Object.entries(event['multiValueHeaders'] ?? {});
  expect(sent).toContainEqual(['X-A', ['1', '2']]);
  expect(sent).toContainEqual(['constructor', ['mine']]);
  expect(cloud.journal.entries().filter(({ type }) => type === 'defect')).toEqual([]);
});

test('a template that fails is the API’s fault, and a pattern that is none too', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const requestTemplates = { 'application/json': "$input.path('$..x')" };
  const api = await deployApi(cloud, [{ path: '/', method: 'GET', integration: { requestTemplates } }]);
  expect((await fetch(api.url)).status).toBe(500);
  const faults = cloud.journal.entries().filter(({ type }) => type === 'rest-api.template-fault');
  expect(faults).toHaveLength(1);
  const at = { ...api.methodAt('/', 'GET'), statusCode: '200' };
  await api.gateway.putMethodResponse(at);
  await expect(api.gateway.putIntegrationResponse({ ...at, selectionPattern: '(' })).rejects.toMatchObject({
    name: 'BadRequestException',
  });
});

test('HEAD is a method of its own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const api = await deployApi(cloud, [{ path: '/', method: 'GET', integration: echo }]);
  expect((await fetch(api.url, { method: 'HEAD' })).status).toBe(403);
});
