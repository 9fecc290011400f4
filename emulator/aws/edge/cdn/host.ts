/**
 * Which distribution a request is for: its own host under `cloudfront.localhost`, its domain at AWS, an alias, or a path
 * under `/_safelight/cdn/` for clients that cannot choose a host.
 */
import type { CloudFront } from '../../services/cloudfront/cloudfront.ts';
import type { WireRequest } from '../../wire/message.ts';

export const CDN_PREFIX = '/_safelight/cdn/';

export interface Addressed {
  /** A distribution's id. */
  readonly id: string;
  /** The path below the prefix, when the distribution was named by path. */
  readonly path: string | undefined;
}

const LOCAL = /^([a-z0-9]+)\.cloudfront\.localhost$/;
const DOMAIN = /^d[a-z0-9]+\.cloudfront\.net$/;

/** `undefined` for requests that are not for the CDN; an id that does not exist is for it all the same. */
export function addressedDistribution(cloudfront: CloudFront, request: WireRequest): Addressed | undefined {
  if (request.path.startsWith(CDN_PREFIX)) {
    const rest = request.path.slice(CDN_PREFIX.length);
    const slash = rest.indexOf('/');
    return slash < 0 ? { id: rest, path: '/' } : { id: rest.slice(0, slash), path: rest.slice(slash) };
  }
  const host = hostName(request.headers['host'] ?? '');
  const local = LOCAL.exec(host)?.[1];
  if (local !== undefined) return { id: local.toUpperCase(), path: undefined };
  const id = cloudfront.distributions.byHost(host) ?? (DOMAIN.test(host) ? '' : undefined);
  return id === undefined ? undefined : { id, path: undefined };
}

/** The name in a Host header, lower-case, without its port. */
export const hostName = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();
