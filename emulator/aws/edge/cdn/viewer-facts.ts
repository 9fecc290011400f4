/**
 * The `CloudFront-*` headers in which the CDN tells an origin or a function about a viewer: device by user agent, place by
 * where the viewer is said to be (aws.md section A.2).
 *
 * Gaps: city, coordinates, postal code and network number are not known and are left out, as AWS leaves out what it does
 * not know.
 */
import type { ViewerRequest } from './viewer-request.ts';

export interface Place {
  /** ISO 3166-1: `DE` */
  readonly country: string;
}

const SMART_TV = /smart-?tv|hbbtv|appletv|roku|bravia/i;
const TABLET = /ipad|tablet|(?:android(?!.*mobile))/i;
const MOBILE = /mobi|iphone|ipod/i;

const FACTS: Readonly<Record<string, (viewer: ViewerRequest, place: Place) => string | undefined>> = {
  'cloudfront-viewer-country': (_, { country }) => country,
  'cloudfront-forwarded-proto': ({ scheme }) => scheme,
  'cloudfront-viewer-http-version': ({ httpVersion }) => httpVersion,
  'cloudfront-viewer-address': ({ ip, port }) => `${ip}:${port}`,
  'cloudfront-viewer-tls': ({ tls }) => tls,
  'cloudfront-is-android-viewer': ({ headers }) => said(/android/i.test(headers['user-agent'] ?? '')),
  'cloudfront-is-ios-viewer': ({ headers }) => said(/iphone|ipad|ipod/i.test(headers['user-agent'] ?? '')),
  'cloudfront-is-smarttv-viewer': ({ headers }) => said(device(headers['user-agent']) === 'tv'),
  'cloudfront-is-tablet-viewer': ({ headers }) => said(device(headers['user-agent']) === 'tablet'),
  'cloudfront-is-mobile-viewer': ({ headers }) => said(device(headers['user-agent']) === 'mobile'),
  'cloudfront-is-desktop-viewer': ({ headers }) => said(device(headers['user-agent']) === 'desktop'),
};

const said = (fact: boolean): string => String(fact);

function device(agent = ''): 'tv' | 'tablet' | 'mobile' | 'desktop' {
  if (SMART_TV.test(agent)) return 'tv';
  if (TABLET.test(agent)) return 'tablet';
  return MOBILE.test(agent) ? 'mobile' : 'desktop';
}

/** Those of the named headers that are known. */
export function viewerFacts(
  names: readonly string[],
  viewer: ViewerRequest,
  place: Place,
): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const name of names) {
    const fact = FACTS[name];
    const value = fact?.(viewer, place);
    if (value !== undefined) facts[name] = value;
  }
  return facts;
}
