/**
 * A distribution as its edge sees it: behaviors compiled, origins by id. Sites are kept until anything
 * changes.
 */
import type { CustomErrorResponse, Origin, OriginGroup } from '@aws-sdk/client-cloudfront';
import type { CloudFront } from '../../services/cloudfront/cloudfront.ts';
import type { Distribution } from '../../services/cloudfront/distributions.ts';
import { itemsOf } from '../../services/cloudfront/quantities.ts';
import type { Signing } from '../../services/cloudfront/runtime/origin-choice.ts';
import { compileBehavior, type Behavior } from './behavior.ts';

/** An origin, with what only a function at the edge can say of it. */
export interface EdgeOrigin extends Origin {
  readonly hostHeader?: string;
  /** In the place of what its access control says. */
  readonly signing?: Signing;
}

export interface Site {
  readonly id: string;
  readonly account: string;
  readonly arn: string;
  /** `d3k2j4h5g6f7d8.cloudfront.net` */
  readonly domain: string;
  readonly enabled: boolean;
  readonly rootObject: string;
  readonly behaviors: readonly Behavior[];
  readonly origins: ReadonlyMap<string, EdgeOrigin>;
  readonly groups: ReadonlyMap<string, OriginGroup>;
  readonly errorResponses: ReadonlyMap<number, CustomErrorResponse>;
  readonly geo: { readonly allow: boolean; readonly countries: ReadonlySet<string> } | undefined;
  readonly logging:
    | { readonly bucket: string; readonly prefix: string; readonly cookies: boolean }
    | undefined;
  /** The response header that names a copy's tags, lower-case. */
  readonly tagHeader: string | undefined;
  readonly http2: boolean;
  readonly http3: boolean;
}

export class Sites {
  readonly #cloudfront: CloudFront;
  readonly #sites = new Map<string, Site>();
  #revision = 0;

  constructor(cloudfront: CloudFront) {
    this.#cloudfront = cloudfront;
  }

  find(id: string): Site | undefined {
    const { revision, distributions } = this.#cloudfront;
    if (revision.current !== this.#revision) this.#sites.clear();
    this.#revision = revision.current;
    const known = this.#sites.get(id);
    if (known !== undefined) return known;
    const distribution = distributions.resources.anywhere(id);
    if (distribution === undefined) return undefined;
    const site = compile(this.#cloudfront, distribution);
    this.#sites.set(id, site);
    return site;
  }
}

function compile(cloudfront: CloudFront, { id, account, config }: Distribution): Site {
  const { settings } = config;
  const { Restrictions, Logging: logging, HttpVersion } = settings;
  const geo = Restrictions?.GeoRestriction;
  return {
    id,
    account,
    arn: `arn:aws:cloudfront::${account}:distribution/${id}`,
    domain: config.domain,
    enabled: settings.Enabled === true,
    rootObject: settings.DefaultRootObject ?? '',
    behaviors: [
      ...itemsOf(settings.CacheBehaviors).map((behavior) =>
        compileBehavior(cloudfront, account, behavior, behavior.PathPattern),
      ),
      compileBehavior(cloudfront, account, settings.DefaultCacheBehavior!, undefined),
    ],
    origins: new Map(itemsOf(settings.Origins).map((origin) => [origin.Id ?? '', origin])),
    groups: new Map(itemsOf(settings.OriginGroups).map((group) => [group.Id ?? '', group])),
    errorResponses: new Map(
      itemsOf(settings.CustomErrorResponses).map((response) => [response.ErrorCode ?? 0, response]),
    ),
    geo:
      geo === undefined || geo.RestrictionType === 'none'
        ? undefined
        : { allow: geo.RestrictionType === 'whitelist', countries: new Set(itemsOf(geo)) },
    logging:
      logging?.Enabled !== true
        ? undefined
        : {
            bucket: (logging.Bucket ?? '').replace(/\.s3[.a-z0-9-]*\.amazonaws\.com$/, ''),
            prefix: logging.Prefix ?? '',
            cookies: logging.IncludeCookies === true,
          },
    tagHeader: settings.CacheTagConfig?.HeaderName?.toLowerCase(),
    http2: HttpVersion === 'http2' || HttpVersion === 'http2and3',
    http3: HttpVersion === 'http3' || HttpVersion === 'http2and3',
  };
}

/** The origin that a target, which may be a group, is asked at first. */
export const primaryOf = ({ groups }: Site, target: string): string =>
  groups.get(target)?.Members?.Items?.[0]?.OriginId ?? target;

/** The first behavior whose pattern the path matches; the default one matches everything. */
export const behaviorFor = (site: Site, path: string): Behavior =>
  site.behaviors.find(({ matches }) => matches(path))!;
