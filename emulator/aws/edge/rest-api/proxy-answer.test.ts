import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { deployApi, proxyTo, type DeployedApi } from './testing/deployed-api.ts';
import { rawRequest } from './testing/raw-request.ts';

let cloud: Cloud;
let api: DeployedApi;

beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual' });
  const parrot = await proxyTo(cloud, 'parrot', 'exports.handler = async (event) => JSON.parse(event.body);');
  const routes = [{ path: '/', method: 'POST', integration: parrot }];
  api = await deployApi(cloud, routes, { binaryMediaTypes: ['image/*'] });
});

afterAll(() => cloud.close());

/** Has the function answer this. */
const answerOf = (answer: unknown, headers: Record<string, string> = {}) =>
  fetch(api.url, { method: 'POST', body: JSON.stringify(answer), headers });

test.each([
  [{ statusCode: 200, colour: 'red' }],
  ['text'],
  [['list']],
  [null],
  [{ statusCode: 'two hundred' }],
  [{ statusCode: 200, multiValueHeaders: { a: 'no list' } }],
  [{ statusCode: 200, headers: { a: 1 } }],
  [{ statusCode: 200, body: { not: 'text' } }],
  [{ errorMessage: 'failed' }],
])('%j is no answer: 502', async (answer) => {
  const response = await answerOf(answer);
  expect(response.status).toBe(502);
  expect(await response.text()).toBe('{"message":"Internal server error"}');
  expect(response.headers.get('x-amzn-errortype')).toBe('InternalServerErrorException');
});

test('an answer may leave nearly everything out', async () => {
  const response = await answerOf({});
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.get('x-amz-apigw-id')).toMatch(/=$/);
  expect(await response.text()).toBe('');
  expect((await answerOf({ statusCode: '201', headers: null, multiValueHeaders: null })).status).toBe(201);
});

test('headers of both kinds are one, and flags are texts', async () => {
  const { headers } = await answerOf({
    headers: { 'x-solo': true, 'x-both': 'solo' },
    multiValueHeaders: { 'X-Both': ['multi'], 'Set-Cookie': ['a=1', 'b=2'] },
  });
  expect(headers.get('x-solo')).toBe('true');
  expect(headers.get('x-both')).toBe('multi, solo');
  expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('headers that are API Gateway’s own come back under other names', async () => {
  const { headers } = await answerOf({ headers: { Server: 'mine', Date: 'today', 'content-length': '7' } });
  expect(headers.get('x-amzn-remapped-server')).toBe('mine');
  expect(headers.get('x-amzn-remapped-date')).toBe('today');
  expect(headers.get('x-amzn-remapped-content-length')).toBe('7');
});

test('base64 becomes bytes only for clients that accept a binary type first', async () => {
  const answer = { body: 'dGVzdA==', isBase64Encoded: true, headers: { 'content-type': 'image/png' } };
  const accepted = async (accept: string) => (await answerOf(answer, { accept })).text();
  expect(await accepted('image/png;q=0.9, text/html')).toBe('test');
  expect(await accepted('text/html, image/png')).toBe('dGVzdA==');
  expect(await accepted('*/*')).toBe('dGVzdA==');
  expect((await answerOf({ ...answer, body: 'äöü' }, { accept: 'image/png' })).status).toBe(500);
});

test('bodies end at 10 MB for API Gateway and at 6 MB for Lambda', async () => {
  const post = (length: number) =>
    rawRequest(cloud.endpoint, {
      method: 'POST',
      path: new URL(api.url).pathname,
      body: Buffer.alloc(length, '1'),
      headers: { 'content-length': length },
    });
  const beyond = await post(10_485_761);
  expect(beyond.status).toBe(413);
  expect(beyond.body.toString()).toBe('HTTP content length exceeded 10485760 bytes.');
  const large = await post(6_500_000);
  expect(large.status).toBe(413);
  expect(large.body.toString()).toBe('{"message":"Request Too Long"}');
});
