/**
 * Which distribution a request is for: its own host under `cloudfront.localhost`, its domain at AWS, an alias, or a path
 * under `/_safelight/cdn/` for clients that cannot choose a host.
 */
import type { CloudFront } from '../../services/cloudfront/cloudfront.ts';
import type { WireRequest } from '../../wire/message.ts';

const CDN_PREFIX = '/_safelight/cdn/';

export interface Addressed {
  /** A distribution's id; one that does not exist for domains that are nobody's. */
  readonly id: string;
  /** The path below the prefix, when the distribution was named by path. */
  readonly path: string | undefined;
}

const LOCAL = /^([a-z0-9]+)\.cloudfront\.localhost$/;
const DOMAIN = /^d[a-z0-9]+\.cloudfront\.net$/;
const MOST_KNOWN = 1_000;

export class Hosts {
  readonly #cloudfront: CloudFront;
  /** Ids by Host header as sent. */
  readonly #known = new Map<string, string | undefined>();
  #revision = 0;

  constructor(cloudfront: CloudFront) {
    this.#cloudfront = cloudfront;
  }

  /** `undefined` for requests that are not for the CDN. */
  addressed({ path, headers }: WireRequest): Addressed | undefined {
    if (path.startsWith(CDN_PREFIX)) {
      const rest = path.slice(CDN_PREFIX.length);
      const slash = rest.indexOf('/');
      return slash < 0 ? { id: rest, path: '/' } : { id: rest.slice(0, slash), path: rest.slice(slash) };
    }
    const id = this.idOf(headers['host'] ?? '');
    return id === undefined ? undefined : { id, path: undefined };
  }

  /** The distribution that a host names; an id that does not exist for domains that are nobody's. */
  idOf(host: string): string | undefined {
    const { revision, distributions } = this.#cloudfront;
    if (revision.current !== this.#revision || this.#known.size > MOST_KNOWN) this.#known.clear();
    this.#revision = revision.current;
    if (this.#known.has(host)) return this.#known.get(host);
    const name = hostName(host);
    const local = LOCAL.exec(name)?.[1]?.toUpperCase();
    const id = local ?? distributions.byHost(name) ?? (DOMAIN.test(name) ? '' : undefined);
    this.#known.set(host, id);
    return id;
  }
}

/** The name in a Host header, lower-case, without its port. */
export const hostName = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();
