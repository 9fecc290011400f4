/**
 * CORS as a function URL is configured: preflights are answered without the function, other answers get headers.
 *
 * Evidence: the developer guide's "Cross-origin resource sharing (CORS)" of function URLs (2026). Gap (unverified): the
 * answer to a preflight that is not allowed; here it is a 200 without any CORS header.
 */
import type { Cors } from '@aws-sdk/client-lambda';
import type { WireRequest } from '../../wire/message.ts';

export const isPreflight = ({ method, headers }: WireRequest): boolean =>
  method === 'OPTIONS' &&
  headers['origin'] !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** Headers for the answer to a request from another origin. */
export function corsHeaders(cors: Cors | undefined, request: WireRequest): Record<string, string> {
  const origin = request.headers['origin'];
  const allowed = cors?.AllowOrigins ?? [];
  if (cors === undefined || origin === undefined || !allowed.some((one) => fits(one, origin))) return {};
  const wildcard = allowed.includes('*') && cors.AllowCredentials !== true;
  const list = (values: readonly string[] | undefined): string | undefined =>
    values === undefined || values.length === 0 ? undefined : values.join(',');
  const preflight = isPreflight(request);
  return defined({
    'access-control-allow-origin': wildcard ? '*' : origin,
    'access-control-allow-credentials': cors.AllowCredentials === true ? 'true' : undefined,
    'access-control-expose-headers': preflight ? undefined : list(cors.ExposeHeaders),
    'access-control-allow-methods': preflight ? list(cors.AllowMethods) : undefined,
    'access-control-allow-headers': preflight ? list(cors.AllowHeaders) : undefined,
    'access-control-max-age': preflight && cors.MaxAge !== undefined ? String(cors.MaxAge) : undefined,
    vary: wildcard ? undefined : 'Origin',
  });
}

/** `https://*.example.com` stands for every name below. */
function fits(allowed: string, origin: string): boolean {
  const star = allowed.indexOf('*');
  if (star < 0) return allowed === origin;
  const [before, after] = [allowed.slice(0, star), allowed.slice(star + 1)];
  return origin.length >= before.length + after.length && origin.startsWith(before) && origin.endsWith(after);
}

const defined = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
