import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual' });
});
afterAll(() => cloud.close(0));

/** Status and headers of the answer to a request as it is written, whatever host it claims to be for. */
function ask(method: string, path: string, headers: Record<string, string>, body = '') {
  const { hostname, port } = new URL(cloud.endpoint);
  return new Promise<{ status: number | undefined; headers: object }>((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve({ status: answer.statusCode, headers: answer.headers }));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

test.for([
  'attacker.example',
  'attacker.example:4566',
  '127.0.0.1.attacker.example',
  'localhost.attacker.example',
])('a name that was made to point at this machine is refused: %s', async (host) => {
  expect(await ask('GET', '/_safelight/status', { host })).toMatchObject({ status: 403 });
});

test.for(['127.0.0.1:4566', 'localhost', '[::1]:1', 'cloud.localhost'])(
  'names of this machine are answered: %s',
  async (host) => {
    expect(await ask('GET', '/_safelight/status', { host })).toMatchObject({ status: 200 });
  },
);

test.for([
  ['of another site', { origin: 'https://attacker.example', 'sec-fetch-site': 'cross-site' }],
  ['without an origin of its own', { origin: 'null' }],
  ['by a form or an image, which name no origin', { 'sec-fetch-site': 'cross-site' }],
  ['of another port of this machine', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
  ['that was put into a bucket of this cloud', { 'sec-fetch-site': 'same-origin' }],
] as const)('a page in a browser changes nothing: one %s', async ([, headers]) => {
  const { seq } = cloud.journal;
  for (const path of ['/clock', '/reset', '/faults', '/load-progress']) {
    const answer = await ask('POST', `/_safelight${path}`, headers, '{"advance":1000}');
    expect(answer).toMatchObject({ status: 403 });
  }
  expect(await ask('DELETE', '/_safelight/faults', headers)).toMatchObject({ status: 403 });
  expect(await ask('GET', '/_safelight/journal', headers)).toMatchObject({ status: 403 });
  expect(cloud.journal.seq).toBe(seq);
});

test('no page is told that it may read answers', async () => {
  const headers = { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' };
  for (const method of ['GET', 'OPTIONS']) {
    const answer = await ask(method, '/_safelight/status', headers);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test('an address that its user typed is answered', async () => {
  expect(await ask('GET', '/_safelight/status', { 'sec-fetch-site': 'none' })).toMatchObject({ status: 200 });
});

test('a body of a megabyte is refused', async () => {
  const answer = await ask('POST', '/_safelight/clock', {}, `{"advance":${' '.repeat(2 ** 20)}1}`);
  expect(answer).toMatchObject({ status: 413 });
});

test.for([
  '{"advance":1e300}',
  '{"set":"+275760-09-13T00:00:00Z"}',
  '{"scale":1e300}',
  '{"advance":-1}',
  '[]',
  '\u0000',
])('no order to the clock makes time endless: %s', async (body) => {
  const before = cloud.clock.now();
  expect(await ask('POST', '/_safelight/clock', {}, body)).toMatchObject({ status: 400 });
  expect(cloud.clock.now()).toBe(before);
});
