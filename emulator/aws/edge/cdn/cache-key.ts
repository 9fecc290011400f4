/**
 * What makes two requests the same: distribution, path, and those headers, cookies and parameters that the cache policy
 * names. GET and HEAD share copies, OPTIONS has its own (aws.md sections A.4 and A.5).
 */
import { normalizedEncoding } from './accept-encoding.ts';
import type { Behavior } from './behavior.ts';
import type { Tier } from './tier.ts';
import type { Instant } from '../../kernel/instant.ts';
import { cookiesOf, parameterName, parametersOf, type ViewerRequest } from './viewer-request.ts';

export function cacheKey(siteId: string, { key }: Behavior, request: ViewerRequest): string {
  const { method, path, query, headers } = request;
  const parts = [siteId, method === 'OPTIONS' ? 'OPTIONS' : 'GET', path];
  parts.push(
    query === ''
      ? ''
      : parametersOf(query)
          .filter((parameter) => key.query(parameterName(parameter)))
          .join('&'),
  );
  for (const name of key.headers) parts.push(`${name}:${headers[name] ?? ''}`);
  if (headers['cookie'] !== undefined) {
    const keyed = cookiesOf(headers['cookie']).filter(([name]) => key.cookies(name));
    parts.push(keyed.map(([name, value]) => `${name}=${value}`).join(';'));
  }
  const encoding = normalizedEncoding(key, request);
  if (encoding !== undefined && encoding !== 'identity') parts.push(encoding);
  return parts.join('\n');
}

const EITHER = 'br,gzip';

/**
 * The key of the copy that a viewer gets who takes Brotli as well as gzip: the one that is there, whichever it is, because
 * the way in which an object was first kept is kept up for all who accept it (aws.md section A.14).
 */
export function keptKey(key: string, edge: Tier, now: Instant): string {
  if (!key.endsWith(`\n${EITHER}`) || edge.fresh(key, now) !== undefined) return key;
  const stem = key.slice(0, -EITHER.length);
  const kept = ['br', 'gzip'].find(
    (encoding) => edge.fresh(stem + encoding, now)?.headers['content-encoding'] === encoding,
  );
  return kept === undefined ? key : stem + kept;
}
