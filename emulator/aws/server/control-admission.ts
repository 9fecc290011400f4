/**
 * Whom the control API answers. It asks for no signature, so that `curl` is enough to steer a cloud; what must not steer
 * it is a page in the browser of the person at this machine. A page of another site is told by the headers that browsers
 * add themselves, one that has its own name point here (DNS rebinding) by that name. Pages of this very address are no
 * better: whoever can put an object into a bucket can have the browser show it from here. The one page that may is the
 * cloud's own, known by its secret (`control-page.ts`).
 */
import { isLookAtPage, isOfPage, type PageHolder } from './control-page.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';

const LOOPBACK_HOST =
  /^(?:127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)*localhost(?:\.localstack\.cloud)?)(?::\d+)?$/i;

/** The 403 for requests that no honest client on this machine sends. */
export function refusalOf(request: WireRequest, page: PageHolder): WireResponse | undefined {
  const { host = '', origin, 'sec-fetch-site': site } = request.headers;
  if (!LOOPBACK_HOST.test(host) && host.replace(/:\d+$/, '') !== request.localAddress) {
    return forbidden(
      `The control API does not answer to the host name ${JSON.stringify(host)}; use 127.0.0.1.`,
    );
  }
  if (isOfPage(request, page) || isLookAtPage(request)) return undefined;
  // A browser that was given the address by its user says `none`.
  if (origin !== undefined || (site !== undefined && site !== 'none')) {
    return forbidden('The control API does not answer to pages in browsers.');
  }
  return undefined;
}

const forbidden = (error: string): WireResponse => ({
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error }),
});
