/** Pages for scenarios, in one browser for the whole process: starting one takes longer than most scenarios. */
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';

let opening: Promise<Browser> | undefined;

/** An empty page that has an origin, as if a service there had answered with it. Its context is its own. */
export async function openPage(origin: string): Promise<Page> {
  const browser = await (opening ??= openBrowser());
  const context = await browser.newContext();
  const page = await context.newPage();
  const own = new URL(origin).origin;
  await page.route(
    (url) => url.origin === own && url.pathname === '/',
    (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>safelight</title>' }),
  );
  await page.goto(`${own}/`);
  // While a route stands, Playwright answers preflights itself, and everything would be allowed.
  await page.unrouteAll();
  return page;
}
