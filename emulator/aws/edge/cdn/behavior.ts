/**
 * A cache behavior with its policies looked up, in the form in which requests are held against it. Legacy settings
 * (`ForwardedValues` and times of its own) are read into the same form (aws.md sections A.2 to A.6).
 */
import type {
  CachePolicyConfig,
  DefaultCacheBehavior,
  ForwardedValues,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import { seconds, type Duration } from '../../kernel/instant.ts';
import type { CloudFront } from '../../services/cloudfront/cloudfront.ts';
import { itemsOf } from '../../services/cloudfront/quantities.ts';
import { except, EVERYTHING, namedRule, NOTHING, only, type NameRule } from './name-rule.ts';
import { pathMatcher } from './path-pattern.ts';

export interface Ttl {
  readonly min: Duration;
  readonly initial: Duration;
  readonly max: Duration;
}

/** What of a request makes a copy of its own. */
export interface KeyParts {
  /** Lower-case names, sorted. */
  readonly headers: readonly string[];
  readonly cookies: NameRule;
  readonly query: NameRule;
  readonly gzip: boolean;
  readonly brotli: boolean;
}

/** What of a request goes to the origin beyond the key. */
interface Forwarding {
  readonly headers: NameRule;
  /** `CloudFront-*` headers, lower-case, to be made up. */
  readonly added: readonly string[];
  readonly cookies: NameRule;
  readonly query: NameRule;
}

export type LambdaEvent = 'viewer-request' | 'origin-request' | 'origin-response' | 'viewer-response';

export interface Behavior {
  readonly matches: (path: string) => boolean;
  readonly target: string;
  readonly viewerProtocol: string;
  readonly methods: ReadonlySet<string>;
  readonly cachedMethods: ReadonlySet<string>;
  readonly ttl: Ttl;
  readonly key: KeyParts;
  readonly forwarding: Forwarding;
  readonly compress: boolean;
  readonly responseHeaders: ResponseHeadersPolicyConfig | undefined;
  /** Key groups one of whose keys must have signed the request; undefined when none needs to. */
  readonly keyGroups: readonly string[] | undefined;
  /** ARNs of functions by event. */
  readonly functions: ReadonlyMap<string, string>;
  readonly lambdas: ReadonlyMap<LambdaEvent, { readonly arn: string; readonly body: boolean }>;
}

/** Cookies that an origin sets reach viewers only where it gets to see some (aws.md section A.8). */
export const forwardsCookies = ({ key, forwarding }: Behavior): boolean =>
  key.cookies !== NOTHING || forwarding.cookies !== NOTHING;

/** Caching is off: requests are neither collapsed nor kept. */
export const isUncached = ({ ttl }: Behavior): boolean => ttl.max === 0;

export function compileBehavior(
  cloudfront: CloudFront,
  account: string,
  settings: DefaultCacheBehavior,
  pattern: string | undefined,
): Behavior {
  const cachePolicy = cloudfront.cachePolicies.find(account, settings.CachePolicyId)?.config;
  const originPolicy = cloudfront.originRequestPolicies.find(account, settings.OriginRequestPolicyId)?.config;
  const { ForwardedValues: legacy } = settings;
  const { AllowedMethods: allowed, TrustedKeyGroups: groups } = settings;
  return {
    matches: pattern === undefined ? () => true : pathMatcher(pattern),
    target: settings.TargetOriginId ?? '',
    viewerProtocol: settings.ViewerProtocolPolicy ?? 'allow-all',
    methods: new Set<string>(itemsOf(allowed)),
    cachedMethods: new Set<string>(itemsOf(allowed?.CachedMethods)),
    ttl: cachePolicy === undefined ? ttlOf(settings) : ttlOf(cachePolicy),
    key: legacy === undefined ? policyKey(cachePolicy) : legacyKey(legacy, settings.Compress === true),
    forwarding: legacy === undefined ? forwardingOf(originPolicy) : legacyForwarding(legacy),
    compress: settings.Compress === true,
    responseHeaders: cloudfront.responseHeadersPolicies.find(account, settings.ResponseHeadersPolicyId)
      ?.config,
    keyGroups: groups?.Enabled === true ? itemsOf(groups) : undefined,
    functions: new Map(
      itemsOf(settings.FunctionAssociations).map(({ EventType, FunctionARN }) => [
        EventType ?? '',
        FunctionARN ?? '',
      ]),
    ),
    lambdas: new Map(
      itemsOf(settings.LambdaFunctionAssociations).map(({ EventType, LambdaFunctionARN, IncludeBody }) => [
        EventType as LambdaEvent,
        { arn: LambdaFunctionARN ?? '', body: IncludeBody === true },
      ]),
    ),
  };
}

const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 31_536_000;

interface Times {
  readonly MinTTL?: number | undefined;
  readonly DefaultTTL?: number | undefined;
  readonly MaxTTL?: number | undefined;
}

function ttlOf({ MinTTL: min = 0, DefaultTTL, MaxTTL }: Times): Ttl {
  const initial = DefaultTTL ?? Math.max(min, DAY_SECONDS);
  const max = MaxTTL ?? Math.max(initial, YEAR_SECONDS);
  return { min: seconds(min), initial: seconds(initial), max: seconds(max) };
}

const sorted = (names: readonly string[]): readonly string[] =>
  names.map((name) => name.toLowerCase()).toSorted();

function policyKey(policy: CachePolicyConfig | undefined): KeyParts {
  const parts = policy?.ParametersInCacheKeyAndForwardedToOrigin;
  const cookies = parts?.CookiesConfig;
  const strings = parts?.QueryStringsConfig;
  return {
    headers: sorted(itemsOf(parts?.HeadersConfig?.Headers)),
    cookies: namedRule(cookies?.CookieBehavior, itemsOf(cookies?.Cookies)),
    query: namedRule(strings?.QueryStringBehavior, itemsOf(strings?.QueryStrings)),
    gzip: parts?.EnableAcceptEncodingGzip === true,
    brotli: parts?.EnableAcceptEncodingBrotli === true,
  };
}

/** Headers `*` key every copy on everything, which is how legacy settings turn caching off. */
function legacyKey(forwarded: ForwardedValues, compress: boolean): KeyParts {
  const { Cookies: cookies, QueryString: query, QueryStringCacheKeys: keys } = forwarded;
  const parameters = itemsOf(keys);
  return {
    headers: sorted(itemsOf(forwarded.Headers).filter((name) => name !== '*')),
    cookies: namedRule(cookies?.Forward, itemsOf(cookies?.WhitelistedNames)),
    query: query !== true ? NOTHING : parameters.length > 0 ? only(parameters) : EVERYTHING,
    gzip: compress,
    brotli: false,
  };
}

function forwardingOf(policy: OriginRequestPolicyConfig | undefined): Forwarding {
  if (policy === undefined) return { headers: NOTHING, added: [], cookies: NOTHING, query: NOTHING };
  const { HeadersConfig: headers, CookiesConfig: cookies, QueryStringsConfig: strings } = policy;
  const names = itemsOf(headers?.Headers);
  return {
    headers: headerRule(headers?.HeaderBehavior, names),
    added: sorted(names).filter((name) => name.startsWith('cloudfront-')),
    cookies: namedRule(cookies?.CookieBehavior, itemsOf(cookies?.Cookies)),
    query: namedRule(strings?.QueryStringBehavior, itemsOf(strings?.QueryStrings)),
  };
}

function headerRule(behavior: string | undefined, names: readonly string[]): NameRule {
  if (behavior === 'allViewer' || behavior === 'allViewerAndWhitelistCloudFront') return EVERYTHING;
  if (behavior === 'allExcept') return except(only(names, true));
  return behavior === 'whitelist' ? only(names, true) : NOTHING;
}

const legacyForwarding = (forwarded: ForwardedValues): Forwarding => ({
  headers: itemsOf(forwarded.Headers).includes('*') ? EVERYTHING : NOTHING,
  added: [],
  cookies: NOTHING,
  query: forwarded.QueryString === true ? EVERYTHING : NOTHING,
});
