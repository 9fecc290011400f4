/**
 * The policies that AWS keeps for everybody, under ids that are the same in every account (aws.md section A.2, developer
 * guide of 2023 and 2025). API names carry the prefix `Managed-`.
 *
 * Gaps: what the API returns for headers lists that a managed CORS policy does not apply to simple requests is inferred.
 */
import type {
  CachePolicyConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import { listOf } from './quantities.ts';

type Managed<Config> = ReadonlyMap<string, Config>;

interface CacheRow {
  readonly ttl: readonly [min: number, initial: number, max: number];
  readonly headers?: readonly string[];
  readonly cookies?: 'all';
  readonly query?: 'all' | readonly string[];
  readonly gzip?: boolean;
  readonly brotli?: boolean;
}

const YEAR = 31_536_000;
const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'];

const cachePolicy = (name: string, row: CacheRow): CachePolicyConfig => {
  const { ttl, headers = [], cookies = 'none', query = 'none', gzip = false, brotli = false } = row;
  return {
    Comment: '',
    Name: `Managed-${name}`,
    MinTTL: ttl[0],
    DefaultTTL: ttl[1],
    MaxTTL: ttl[2],
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: gzip,
      EnableAcceptEncodingBrotli: brotli,
      HeadersConfig:
        headers.length === 0
          ? { HeaderBehavior: 'none' }
          : { HeaderBehavior: 'whitelist', Headers: listOf(headers) },
      CookiesConfig: { CookieBehavior: cookies },
      QueryStringsConfig:
        typeof query === 'string'
          ? { QueryStringBehavior: query }
          : { QueryStringBehavior: 'whitelist', QueryStrings: listOf(query) },
    },
  };
};

export const MANAGED_CACHE_POLICIES: Managed<CachePolicyConfig> = new Map([
  [
    '658327ea-f89d-4fab-a63d-7e88639e58f6',
    cachePolicy('CachingOptimized', { ttl: [1, 86_400, YEAR], gzip: true, brotli: true }),
  ],
  [
    'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
    cachePolicy('CachingOptimizedForUncompressedObjects', { ttl: [1, 86_400, YEAR] }),
  ],
  ['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', cachePolicy('CachingDisabled', { ttl: [0, 0, 0] })],
  [
    '08627262-05a9-4f76-9ded-b50ca2e3a84f',
    cachePolicy('Elemental-MediaPackage', {
      ttl: [0, 86_400, YEAR],
      headers: ['origin'],
      query: ['aws.manifestfilter', 'start', 'end', 'm'],
      gzip: true,
    }),
  ],
  [
    '2e54312d-136d-493c-8eb9-b001f22f67d2',
    cachePolicy('Amplify', {
      ttl: [2, 2, 600],
      headers: ['Authorization', 'CloudFront-Viewer-Country', 'Host'],
      cookies: 'all',
      query: 'all',
      gzip: true,
      brotli: true,
    }),
  ],
  [
    '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
    cachePolicy('UseOriginCacheControlHeaders', {
      ttl: [0, 0, YEAR],
      headers: ['host', 'origin', ...OVERRIDES],
      cookies: 'all',
      gzip: true,
      brotli: true,
    }),
  ],
  [
    '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
    cachePolicy('UseOriginCacheControlHeaders-QueryStrings', {
      ttl: [0, 0, YEAR],
      headers: ['host', 'origin', ...OVERRIDES],
      cookies: 'all',
      query: 'all',
      gzip: true,
      brotli: true,
    }),
  ],
]);

type HeadersConfig = NonNullable<OriginRequestPolicyConfig['HeadersConfig']>;

const originRequestPolicy = (
  name: string,
  headers: HeadersConfig,
  everything: boolean,
  query = everything,
): OriginRequestPolicyConfig => ({
  Comment: '',
  Name: `Managed-${name}`,
  HeadersConfig: headers,
  CookiesConfig: { CookieBehavior: everything ? 'all' : 'none' },
  QueryStringsConfig: { QueryStringBehavior: query ? 'all' : 'none' },
});

const only = (...headers: readonly string[]): HeadersConfig => ({
  HeaderBehavior: 'whitelist',
  Headers: listOf(headers),
});

/** What CloudFront can say of a viewer as headers: its device, place and connection. */
const CLOUDFRONT_HEADERS = [
  'CloudFront-Is-Android-Viewer',
  'CloudFront-Is-Desktop-Viewer',
  'CloudFront-Is-IOS-Viewer',
  'CloudFront-Is-Mobile-Viewer',
  'CloudFront-Is-SmartTV-Viewer',
  'CloudFront-Is-Tablet-Viewer',
  'CloudFront-Viewer-Country',
  'CloudFront-Forwarded-Proto',
  'CloudFront-Viewer-Http-Version',
  'CloudFront-Viewer-Address',
  'CloudFront-Viewer-City',
  'CloudFront-Viewer-Country-Name',
  'CloudFront-Viewer-Country-Region',
  'CloudFront-Viewer-Country-Region-Name',
  'CloudFront-Viewer-Latitude',
  'CloudFront-Viewer-Longitude',
  'CloudFront-Viewer-Metro-Code',
  'CloudFront-Viewer-Postal-Code',
  'CloudFront-Viewer-Time-Zone',
  'CloudFront-Viewer-TLS',
  'CloudFront-Viewer-ASN',
] as const;

export const MANAGED_ORIGIN_REQUEST_POLICIES: Managed<OriginRequestPolicyConfig> = new Map([
  [
    '216adef6-5c7f-47e4-b989-5492eafa07d3',
    originRequestPolicy('AllViewer', { HeaderBehavior: 'allViewer' }, true),
  ],
  [
    'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    originRequestPolicy(
      'AllViewerExceptHostHeader',
      { HeaderBehavior: 'allExcept', Headers: listOf(['host']) },
      true,
    ),
  ],
  [
    '33f36d7e-f396-46d9-90e0-52428a34d9dc',
    originRequestPolicy(
      'AllViewerAndCloudFrontHeaders-2022-06',
      { HeaderBehavior: 'allViewerAndWhitelistCloudFront', Headers: listOf(CLOUDFRONT_HEADERS) },
      true,
    ),
  ],
  ['59781a5b-3903-41f3-afcb-af62929ccde1', originRequestPolicy('CORS-CustomOrigin', only('Origin'), false)],
  [
    '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf',
    originRequestPolicy(
      'CORS-S3Origin',
      only('Origin', 'Access-Control-Request-Headers', 'Access-Control-Request-Method'),
      false,
    ),
  ],
  [
    'acba4595-bd28-49b8-b9fe-13317c0390fa',
    originRequestPolicy('UserAgentRefererHeaders', only('User-Agent', 'Referer'), false),
  ],
  ['bf0718e1-ba1e-49d1-88b1-f726733018ae', originRequestPolicy('HostHeaderOnly', only('Host'), false)],
  [
    '775133bc-15f2-49f9-abea-afb2e0bf67d2',
    originRequestPolicy(
      'Elemental-MediaTailor-PersonalizedManifests',
      only(
        'Origin',
        'Access-Control-Request-Headers',
        'Access-Control-Request-Method',
        'User-Agent',
        'X-Forwarded-For',
      ),
      false,
      true,
    ),
  ],
]);

const SECURITY: NonNullable<ResponseHeadersPolicyConfig['SecurityHeadersConfig']> = {
  XSSProtection: { Override: false, Protection: true, ModeBlock: true },
  FrameOptions: { Override: false, FrameOption: 'SAMEORIGIN' },
  ReferrerPolicy: { Override: false, ReferrerPolicy: 'strict-origin-when-cross-origin' },
  ContentTypeOptions: { Override: true },
  StrictTransportSecurity: {
    Override: false,
    IncludeSubdomains: false,
    Preload: false,
    AccessControlMaxAgeSec: YEAR,
  },
};

const cors = (preflight: boolean): NonNullable<ResponseHeadersPolicyConfig['CorsConfig']> => ({
  AccessControlAllowOrigins: listOf(['*']) as { Quantity: number; Items: string[] },
  AccessControlAllowHeaders: listOf(['*']) as { Quantity: number; Items: string[] },
  AccessControlAllowMethods: preflight
    ? { Quantity: 7, Items: ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'] }
    : { Quantity: 2, Items: ['GET', 'HEAD'] },
  AccessControlAllowCredentials: false,
  ...(preflight && { AccessControlExposeHeaders: listOf(['*']) }),
  OriginOverride: false,
});

const responseHeadersPolicy = (
  name: string,
  config: Omit<ResponseHeadersPolicyConfig, 'Name'>,
): ResponseHeadersPolicyConfig => ({ Comment: '', Name: `Managed-${name}`, ...config });

export const MANAGED_RESPONSE_HEADERS_POLICIES: Managed<ResponseHeadersPolicyConfig> = new Map([
  ['60669652-455b-4ae9-85a4-c4c02393f86c', responseHeadersPolicy('SimpleCORS', { CorsConfig: cors(false) })],
  [
    '5cc3b908-e619-4b99-88e5-2cf7f45965bd',
    responseHeadersPolicy('CORS-With-Preflight', { CorsConfig: cors(true) }),
  ],
  [
    '67f7725c-6f97-4210-82d7-5512b31e9d03',
    responseHeadersPolicy('SecurityHeadersPolicy', { SecurityHeadersConfig: SECURITY }),
  ],
  [
    'e61eb60c-9c35-4d20-a928-2b84e02af89c',
    responseHeadersPolicy('CORS-and-SecurityHeadersPolicy', {
      CorsConfig: cors(false),
      SecurityHeadersConfig: SECURITY,
    }),
  ],
  [
    'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
    responseHeadersPolicy('CORS-with-preflight-and-SecurityHeadersPolicy', {
      CorsConfig: cors(true),
      SecurityHeadersConfig: SECURITY,
    }),
  ],
]);
