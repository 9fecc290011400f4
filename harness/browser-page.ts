/**
 * Pages for scenarios, in one browser for the whole process: starting one takes longer than most scenarios. Pages that
 * follow each other share a context, which is wiped between them. An empty page stays open in it, without which Chromium
 * takes half as long again for every other: 14 pages 5.3 s of processor time in contexts of their own, 4.0 s so.
 * Measured on Chromium 156, 2026-11-30.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';

export interface LentPage {
  readonly page: Page;
  /** Closes it, and whatever it opened; no other page sees anything of it. */
  readonly giveBack: () => Promise<void>;
}

/** Where pages open. */
interface Room {
  readonly context: BrowserContext;
  /** Stays open. */
  readonly empty: Page;
}

let opening: Promise<Browser> | undefined;
/** Wiped, and nobody's. */
let spare: Room | undefined;

/** An empty page that has an origin, as if a service there had answered with it. Pages of one time do not see each other. */
export async function lendPage(origin: string): Promise<LentPage> {
  const browser = await (opening ??= openBrowser());
  const kept = spare;
  spare = undefined;
  const room = kept ?? (await openRoom(browser));
  const page = await room.context.newPage();
  const own = new URL(origin).origin;
  await page.route(
    (url) => url.origin === own && url.pathname === '/',
    (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>safelight</title>' }),
  );
  await page.goto(`${own}/`);
  // While a route stands, Playwright answers preflights itself, and everything would be allowed.
  await page.unrouteAll();
  return {
    page,
    giveBack: async () => {
      if (spare !== undefined) return room.context.close();
      await wipe(room);
      spare = room;
    },
  };
}

async function openRoom(browser: Browser): Promise<Room> {
  const context = await browser.newContext();
  return { context, empty: await context.newPage() };
}

/** Closes pages, and forgets what they left: storage of every kind, cookies, answers, and answers to preflights. */
async function wipe({ context, empty }: Room): Promise<void> {
  for (const page of context.pages()) if (page !== empty) await page.close();
  const session = await context.newCDPSession(empty);
  await session.send('Storage.clearDataForOrigin', { origin: '*', storageTypes: 'all' });
  await session.send('Network.clearBrowserCookies');
  await session.send('Network.clearBrowserCache');
  await session.detach();
}
