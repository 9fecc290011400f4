/** What is refused before anything else is looked at (aws.md sections A.4, A.9, A.11). */
import type { Behavior } from './behavior.ts';
import type { Exchange } from './exchange.ts';
import { pageResult, type Result } from './outcome.ts';
import {
  BAD_REQUEST,
  COUNTRY_BLOCKED,
  errorPage,
  METHOD_NOT_ALLOWED,
  redirectPage,
  type Page,
} from './pages.ts';
import type { ViewerRequest } from './viewer-request.ts';

const LONGEST_URL = 8_192;
const LARGEST_REQUEST = 32_768;
/** Distributions that have distributions as their origins. */
const MOST_STACKED = 2;
const READS = new Set(['GET', 'HEAD']);

/** The refusal or redirect that a request meets at the door; undefined when it is let in. */
export function admitted(viewer: ViewerRequest, behavior: Behavior, about: Exchange): Result | undefined {
  const page = refusal(viewer, behavior, about) ?? redirect(viewer, behavior, about);
  return page === undefined ? undefined : pageResult(page);
}

function refusal(
  { method, path, query, headers, body, size }: ViewerRequest,
  behavior: Behavior,
  { site, pop, requestId }: Exchange,
): Page | undefined {
  if (path.length + query.length + 1 > LONGEST_URL || size > LARGEST_REQUEST) {
    const page = errorPage(413, BAD_REQUEST, 'InvalidRequest', requestId);
    return { ...page, headers: { ...page.headers, connection: 'close' } };
  }
  if (site.geo !== undefined && site.geo.countries.has(pop.country) !== site.geo.allow) {
    return errorPage(403, COUNTRY_BLOCKED, 'ClientGeoBlocked', requestId);
  }
  const passed = headers['via']?.match(/\(CloudFront\)/g)?.length ?? 0;
  if (passed > MOST_STACKED) return errorPage(403, BAD_REQUEST, 'InvalidRequest', requestId);
  if (!behavior.methods.has(method)) {
    return errorPage(403, METHOD_NOT_ALLOWED, 'InvalidRequestMethod', requestId);
  }
  if (READS.has(method) && body !== undefined) {
    return errorPage(403, BAD_REQUEST, 'InvalidRequest', requestId);
  }
  return undefined;
}

function redirect(
  { method, path, query, scheme, host, httpVersion }: ViewerRequest,
  { viewerProtocol }: Behavior,
  { requestId }: Exchange,
): Page | undefined {
  if (scheme === 'https' || viewerProtocol === 'allow-all') return undefined;
  // HTTP/1.0 has no 307, and a 301 would turn a write into a read.
  const lost = httpVersion === '1.0' && !READS.has(method);
  if (viewerProtocol === 'https-only' || lost)
    return errorPage(403, BAD_REQUEST, 'InvalidRequest', requestId);
  const target = query === '' ? path : `${path}?${query}`;
  return redirectPage(READS.has(method) ? 301 : 307, `https://${host}${target}`);
}
