import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { lendPage, type LentPage } from './browser-page.ts';

const servers: AsyncDisposable[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
});

/** A server that allows everything for a while, gives a cookie, and keeps the methods that it was asked with. */
async function generousServer() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.method ?? '');
    const { origin = '*' } = request.headers;
    response.writeHead(200, {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'PUT',
      'access-control-max-age': '600',
      'cache-control': 'max-age=600',
      'set-cookie': 'visited=yes; Path=/',
    });
    response.end(`cookie: ${request.headers.cookie ?? 'none'}`);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, asked };
}

interface Before {
  readonly stored: number;
  readonly databases: number;
  readonly put: string;
}

/** Leaves behind whatever a page can, and says what there was before. */
const leaveTraces = (page: LentPage['page'], url: string) =>
  page.evaluate<Before>(`(async () => {
    const before = { stored: localStorage.length, databases: (await indexedDB.databases()).length };
    localStorage.setItem('visited', 'yes');
    await new Promise((resolve) => indexedDB.open('visited').addEventListener('success', resolve));
    const put = await fetch(${JSON.stringify(url)}, { method: 'PUT', credentials: 'include' });
    await fetch(${JSON.stringify(url)}, { credentials: 'include' });
    return { ...before, put: await put.text() };
  })()`);

test('a page sees nothing of the one before it: no storage, cookie, kept answer or allowed method', async () => {
  const { url, asked } = await generousServer();
  const first = await lendPage('http://localhost:3000');
  await leaveTraces(first.page, url);
  await leaveTraces(first.page, url);
  // The second time the browser remembers what it may do, and what GET was answered.
  expect(asked).toEqual(['OPTIONS', 'PUT', 'GET', 'PUT']);
  await first.giveBack();

  const second = await lendPage('http://localhost:3000');
  expect(second.page.context()).toBe(first.page.context());
  expect(await leaveTraces(second.page, url)).toEqual({ stored: 0, databases: 0, put: 'cookie: none' });
  expect(asked.slice(4)).toEqual(['OPTIONS', 'PUT', 'GET']);
  await second.giveBack();
});

test('pages of one time do not see each other', async () => {
  const { url } = await generousServer();
  const one = await lendPage('http://localhost:3000');
  await leaveTraces(one.page, url);
  const other = await lendPage('http://localhost:3000');
  expect(await leaveTraces(other.page, url)).toEqual({ stored: 0, databases: 0, put: 'cookie: none' });
  await one.giveBack();
  await other.giveBack();
});

test('a page that was closed, or opened others, leaves nothing either', async () => {
  const { url } = await generousServer();
  const opener = await lendPage('http://localhost:3000');
  const context = opener.page.context();
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    opener.page.evaluate(`void window.open('about:blank')`),
  ]);
  await leaveTraces(opener.page, url);
  await opener.page.close();
  await opener.giveBack();
  expect(opened.isClosed()).toBe(true);
  const { page, giveBack } = await lendPage('http://localhost:3000');
  expect(page.context()).toBe(context);
  expect(await leaveTraces(page, url)).toEqual({ stored: 0, databases: 0, put: 'cookie: none' });
  await giveBack();
});
