/** What CloudFront demands of policies (aws.md sections A.2, A.18, A.22). */
import type {
  CachePolicyConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import { checkTtlOrder } from './behavior-rules.ts';
import { invalid, invalidArgument } from './errors.ts';
import { checkQuantities, itemsOf } from './quantities.ts';

const MOST_NAMES = 10;
const LONGEST_NAMES = 1_024;
const LONGEST_VALUE = 1_783;
const NAME = /^[\w -]{1,128}$/;

/** @throws AwsError InvalidTTLOrder, TooManyHeadersInCachePolicy, InvalidArgument … */
export function checkCachePolicy(config: CachePolicyConfig): void {
  checkName(config.Name);
  checkQuantities(config);
  const { MinTTL: min = 0 } = config;
  const { DefaultTTL: initial = Math.max(86_400, min) } = config;
  const { MaxTTL: max = Math.max(31_536_000, initial) } = config;
  checkTtlOrder(min, initial, max);
  const parameters = config.ParametersInCacheKeyAndForwardedToOrigin;
  const names = {
    headers: itemsOf(parameters?.HeadersConfig?.Headers),
    cookies: itemsOf(parameters?.CookiesConfig?.Cookies),
    strings: itemsOf(parameters?.QueryStringsConfig?.QueryStrings),
  };
  checkCount(names.headers, 'TooManyHeadersInCachePolicy', 'headers in the cache policy');
  checkCount(names.cookies, 'TooManyCookiesInCachePolicy', 'cookies in the cache policy');
  checkCount(names.strings, 'TooManyQueryStringsInCachePolicy', 'query strings in the cache policy');
  const keyed = names.headers.length + names.cookies.length + names.strings.length > 0;
  if (
    max === 0 &&
    (keyed ||
      parameters?.EnableAcceptEncodingGzip === true ||
      parameters?.EnableAcceptEncodingBrotli === true)
  ) {
    throw invalidArgument(
      'The parameter HeaderBehavior, CookieBehavior, QueryStringBehavior or EnableAcceptEncoding is not valid for a policy with caching disabled.',
    );
  }
}

/** @throws AwsError TooManyHeadersInOriginRequestPolicy, InvalidArgument … */
export function checkOriginRequestPolicy(config: OriginRequestPolicyConfig): void {
  checkName(config.Name);
  checkQuantities(config);
  const headers = itemsOf(config.HeadersConfig?.Headers);
  const own = headers.filter((name) => !/^cloudfront-/i.test(name));
  checkCount(own, 'TooManyHeadersInOriginRequestPolicy', 'headers in the origin request policy');
  checkCount(
    itemsOf(config.CookiesConfig?.Cookies),
    'TooManyCookiesInOriginRequestPolicy',
    'cookies in the origin request policy',
  );
  checkCount(
    itemsOf(config.QueryStringsConfig?.QueryStrings),
    'TooManyQueryStringsInOriginRequestPolicy',
    'query strings in the origin request policy',
  );
  const forbidden = headers.find((name) => /^(?:authorization|accept-encoding)$/i.test(name));
  if (forbidden !== undefined) {
    throw invalidArgument(`The parameter Headers contains ${forbidden} that is not allowed.`);
  }
}

/** @throws AwsError TooManyCustomHeadersInResponseHeadersPolicy, TooLongCSPInResponseHeadersPolicy … */
export function checkResponseHeadersPolicy(config: ResponseHeadersPolicyConfig): void {
  checkName(config.Name);
  checkQuantities(config);
  checkCount(
    itemsOf(config.CustomHeadersConfig).map(({ Header = '' }) => Header),
    'TooManyCustomHeadersInResponseHeadersPolicy',
    'custom headers in the response headers policy',
  );
  checkCount(
    itemsOf(config.RemoveHeadersConfig).map(({ Header = '' }) => Header),
    'TooManyRemoveHeadersInResponseHeadersPolicy',
    'headers to remove in the response headers policy',
  );
  const { ContentSecurityPolicy: csp } = config.SecurityHeadersConfig ?? {};
  if ((csp?.ContentSecurityPolicy?.length ?? 0) > LONGEST_VALUE) {
    throw invalid(
      'TooLongCSPInResponseHeadersPolicy',
      'The length of the Content-Security-Policy header value in the response headers policy exceeds the maximum.',
    );
  }
  const { CorsConfig: cors } = config;
  if (cors?.AccessControlAllowCredentials === true) {
    const lists = {
      'Access-Control-Allow-Origin': cors.AccessControlAllowOrigins,
      'Access-Control-Allow-Headers': cors.AccessControlAllowHeaders,
      'Access-Control-Expose-Headers': cors.AccessControlExposeHeaders,
    };
    const wide = Object.entries(lists).find(([, list]) => itemsOf<string>(list).includes('*'));
    // Its words as a deployment reported them: github.com/aws/aws-cdk/pull/35308, 2025-08-22.
    if (wide !== undefined) {
      throw invalidArgument(`The parameter ${wide[0]} cannot contain * when allowCredentials is true.`);
    }
  }
}

function checkName(name = ''): void {
  if (!NAME.test(name)) throw invalidArgument('The parameter Name is not valid.');
}

function checkCount(names: readonly string[], code: string, what: string): void {
  if (names.length <= MOST_NAMES && names.join('').length <= LONGEST_NAMES) return;
  throw invalid(code, `The number of ${what} exceeds the maximum.`);
}
