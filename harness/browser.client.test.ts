import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openBrowser } from './browser.ts';

test('a page of any origin is answered by this machine', async () => {
  const server = createServer((request, response) => response.end(`<title>${request.headers.host}</title>`));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await using browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(`http://www.pettracker.com:${port}/`);
  expect(await page.title()).toBe(`www.pettracker.com:${port}`);
  server.close();
});
