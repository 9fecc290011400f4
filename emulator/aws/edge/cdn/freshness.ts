/**
 * How long a response may be served (aws.md sections A.6 and A.12). `no-store`, `no-cache` and `private` keep nothing
 * unless the policy's minimum says otherwise; the default time counts only when the origin says nothing.
 */
import { parseInstant, seconds, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Ttl } from './behavior.ts';
import type { Headers } from './copy.ts';

type Directives = ReadonlyMap<string, string>;

function cacheControl(header: string | undefined): Directives {
  const directives = new Map<string, string>();
  for (const part of (header ?? '').split(',')) {
    const [name = '', value = ''] = part.trim().split('=', 2);
    if (name !== '') directives.set(name.toLowerCase(), value.replaceAll('"', '').trim());
  }
  return directives;
}

const FORBIDDING = ['no-store', 'no-cache', 'private'] as const;

/** How long a response that is no error is fresh; 0: serve it once. */
export function freshFor(ttl: Ttl, headers: Headers, now: Instant): Duration {
  const directives = cacheControl(headers['cache-control']);
  if (FORBIDDING.some((name) => directives.has(name))) return Math.min(ttl.min, ttl.max);
  const stated = statedLifetime(directives, headers, now);
  if (stated === undefined) return Math.max(ttl.min, ttl.initial);
  return Math.min(Math.max(stated, ttl.min), ttl.max);
}

function statedLifetime(directives: Directives, headers: Headers, now: Instant): Duration | undefined {
  const stated = statedSeconds(directives, 's-maxage') ?? statedSeconds(directives, 'max-age');
  if (stated !== undefined) return stated;
  const { expires } = headers;
  if (expires === undefined) return undefined;
  const at = parseInstant(expires);
  return at === undefined ? 0 : Math.max(at - now, 0);
}

function statedSeconds(directives: Directives, name: string): Duration | undefined {
  const value = directives.get(name);
  return value !== undefined && /^\d+$/.test(value) ? seconds(Number(value)) : undefined;
}

const ALWAYS_CACHED = new Set([404, 414, 500, 501, 502, 503, 504]);
const CACHED_WHEN_SAID = new Set([400, 403, 405, 412, 415]);

/** How long an error is remembered; 0 when it is not. */
export function errorFreshFor(
  status: number,
  ttl: Ttl,
  headers: Headers,
  least: Duration,
  now: Instant,
): Duration {
  const directives = cacheControl(headers['cache-control']);
  const stated = statedLifetime(directives, headers, now);
  if (!ALWAYS_CACHED.has(status) && !(CACHED_WHEN_SAID.has(status) && stated !== undefined)) return 0;
  return Math.max(least, Math.min(stated ?? 0, ttl.max));
}

interface Expired {
  readonly headers: Headers;
  readonly expires: Instant;
}

/** Whether a copy past its time may stand in for an origin that fails: for as long as the origin said, or without end. */
export function mayServeOnError({ headers, expires }: Expired, now: Instant): boolean {
  const allowed = statedSeconds(cacheControl(headers['cache-control']), 'stale-if-error');
  return allowed === undefined || (allowed > 0 && now <= expires + allowed);
}

/** Whether a copy past its time may be served while the origin is asked for the next. */
export function mayServeWhileRevalidating({ headers, expires }: Expired, now: Instant): boolean {
  return (
    now < expires + (statedSeconds(cacheControl(headers['cache-control']), 'stale-while-revalidate') ?? 0)
  );
}
