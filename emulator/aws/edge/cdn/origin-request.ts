/**
 * What of a viewer's request an origin gets to see: the key's parts, what the origin request policy adds, the origin's own
 * headers, and what CloudFront says of itself (aws.md section A.9).
 */
import { itemsOf } from '../../services/cloudfront/quantities.ts';
import { normalizedEncoding } from './accept-encoding.ts';
import type { Behavior } from './behavior.ts';
import { either } from './name-rule.ts';
import type { EdgeOrigin } from './site.ts';
import { viewerFacts, type Place } from './viewer-facts.ts';
import { cookiesOf, parameterName, parametersOf, type ViewerRequest } from './viewer-request.ts';

export interface OriginRequest {
  readonly method: string;
  /** Percent-encoded, with the origin's own path in front. */
  readonly path: string;
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What goes through whatever the policies say. */
const ALWAYS = ['content-type', 'content-length', 'transfer-encoding', 'content-encoding'];
/** What never does; connections have a life of their own. */
const NEVER = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'upgrade',
  'via',
  'x-real-ip',
  'x-forwarded-proto',
  'accept-encoding',
  'cookie',
  'host',
  'x-forwarded-for',

  'range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
  'content-length',
  'transfer-encoding',
  'user-agent',
]);

export function originRequest(
  viewer: ViewerRequest,
  behavior: Behavior,
  origin: EdgeOrigin,
  about: { readonly requestId: string; readonly via: string; readonly place: Place },
): OriginRequest {
  const { key, forwarding } = behavior;
  const { headers } = viewer;
  const keyed = new Set(key.headers);
  const forwarded = (name: string): boolean => keyed.has(name) || forwarding.headers(name);
  const sent: Record<string, string> = {};
  for (const name in headers) {
    if (NEVER.has(name) || name.startsWith('x-edge-') || name.startsWith('x-safelight-')) continue;
    if (forwarded(name) || ALWAYS.includes(name)) sent[name] = headers[name]!;
  }
  if (viewer.body !== undefined) {
    for (const name of ['content-length', 'transfer-encoding']) {
      if (headers[name] !== undefined) sent[name] = headers[name];
    }
  }
  const encoding = normalizedEncoding(key, viewer);
  if (encoding !== undefined) sent['accept-encoding'] = encoding;
  else if (forwarded('accept-encoding') && headers['accept-encoding'] !== undefined) {
    sent['accept-encoding'] = headers['accept-encoding'];
  }
  const cookies = cookiesOf(headers['cookie']).filter(([name]) =>
    either(key.cookies, forwarding.cookies)(name),
  );
  if (cookies.length > 0) sent['cookie'] = cookies.map(([name, value]) => `${name}=${value}`).join('; ');
  const earlier = headers['x-forwarded-for'];
  const agent = forwarded('user-agent') ? headers['user-agent'] : undefined;
  Object.assign(sent, viewerFacts([...key.headers, ...forwarding.added], viewer, about.place), {
    host: origin.hostHeader ?? (forwarded('host') ? viewer.host : (origin.DomainName ?? '')),
    'user-agent': agent ?? 'Amazon CloudFront',
    'x-forwarded-for': earlier === undefined ? viewer.ip : `${earlier}, ${viewer.ip}`,
    'x-amz-cf-id': about.requestId,
    via: headers['via'] === undefined ? about.via : `${headers['via']}, ${about.via}`,
  });
  for (const { HeaderName = '', HeaderValue = '' } of itemsOf(origin.CustomHeaders)) {
    sent[HeaderName.toLowerCase()] = HeaderValue;
  }
  const query = parametersOf(viewer.query).filter((parameter) =>
    either(key.query, forwarding.query)(parameterName(parameter)),
  );
  return {
    method: viewer.method,
    path: `${origin.OriginPath ?? ''}${viewer.path}`,
    query: query.join('&'),
    headers: sent,
  };
}
