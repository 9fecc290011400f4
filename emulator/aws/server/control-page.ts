/**
 * The control API's page for people. What it looks like and what a bill says is not the cloud's business: whoever stands
 * around the cloud brings the page, and the cloud serves it and tells it what there is.
 *
 * Pages of this very address could be objects that somebody put into a bucket, so the page has a secret, and only
 * requests that name it are taken for the page's. The secret is handed out with the page itself, to a browser that shows it
 * as a document of its own and not to a script that reads it.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import type { Kernel } from '../kernel/kernel.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';

export interface ControlPage {
  /** Nobody can guess it. */
  readonly secret: string;
  readonly html: string;
  /** Its Content-Security-Policy. */
  readonly policy: string;
  /** What it shows beside what the cloud knows, made afresh for every look. */
  facts(): Promise<Readonly<Record<string, unknown>>>;
}

/** Keeps the page, once somebody has brought one and somebody else wants to see it. */
export class PageHolder {
  #make: (() => Promise<ControlPage>) | undefined;
  #made: Promise<ControlPage> | undefined;
  #secret: string | undefined;

  bring(make: () => Promise<ControlPage>): void {
    this.#make = make;
  }

  get isThere(): boolean {
    return this.#make !== undefined;
  }

  /** The secret of a page that was handed out. */
  get secret(): string | undefined {
    return this.#secret;
  }

  async open(): Promise<ControlPage | undefined> {
    const page = await (this.#made ??= this.#make?.());
    this.#secret = page?.secret;
    return page;
  }
}

/** The header in which the page names its secret. */
const SECRET_HEADER = 'x-safelight-page';

/** Most entries of the journal that one look tells of. */
const MOST_ENTRIES = 2_000;

export interface Shown {
  readonly page: PageHolder;
  kernel(): Kernel;
  inventory(): object;
  status(): object;
}

export function addPage(app: Hono, shown: Shown): void {
  app.get('/', async (c) => {
    const page = await shown.page.open();
    if (page === undefined) return c.json({ status: '/_safelight/status', journal: '/_safelight/journal' });
    return c.html(page.html, 200, {
      'content-security-policy': page.policy,
      'cache-control': 'no-store',
      // A window that another page of this address opened shall not be within its reach.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });
  app.get('/page/facts', async (c) => {
    const { journal } = shown.kernel();
    const { written } = journal;
    const after = Number(c.req.query('after') ?? 0);
    return c.json({
      ...(await (await shown.page.open())?.facts()),
      status: shown.status(),
      inventory: shown.inventory(),
      written,
      entries: journal.writtenAfter(Math.max(after, written - MOST_ENTRIES)),
    });
  });
}

/** Whether a request is one that the page itself makes. */
export function isOfPage({ headers }: WireRequest, { secret }: PageHolder): boolean {
  const { host, origin, 'sec-fetch-site': site, [SECRET_HEADER]: named } = headers;
  if (secret === undefined || named === undefined || !isSame(named, secret)) return false;
  return site === 'same-origin' && (origin === undefined || new URL(origin).host === host);
}

/** Whether a browser asks for the page in order to show it: not for a frame, and not led there by a page of this address. */
export function isLookAtPage({ method, path, headers }: WireRequest): boolean {
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest } = headers;
  return (
    method === 'GET' &&
    /^\/_safelight\/?$/.test(path) &&
    site !== 'same-origin' &&
    mode === 'navigate' &&
    dest === 'document'
  );
}

/**
 * The way to the page for a person who typed the cloud's bare address. S3 would send an unsigned request there to its
 * product page; no client but a browser asks like this, and only where there is a page.
 */
export function leadToPage({ method, path, query, headers }: WireRequest, page: PageHolder) {
  const { authorization, accept = '', 'sec-fetch-mode': mode, 'sec-fetch-dest': dest } = headers;
  const isBrowser = mode === 'navigate' && dest === 'document' && accept.includes('text/html');
  const isBare = method === 'GET' && path === '/' && query === '' && authorization === undefined;
  return page.isThere && isBrowser && isBare ? TO_THE_PAGE : undefined;
}

const TO_THE_PAGE = {
  status: 307,
  headers: { location: '/_safelight/', 'cache-control': 'no-store' },
} as const satisfies WireResponse;

/** In a time that tells nothing of where they differ. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
