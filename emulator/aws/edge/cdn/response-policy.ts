/**
 * Response headers policies: CORS for requests from other origins, then custom headers, then security headers, then what
 * is removed; each gives way to the origin's own header unless it overrides (aws.md section A.18). `Server-Timing`, which
 * depends on the request's way, is `server-timing.ts`.
 */
import type {
  ResponseHeadersPolicyConfig,
  ResponseHeadersPolicyCorsConfig,
  ResponseHeadersPolicySecurityHeadersConfig,
} from '@aws-sdk/client-cloudfront';
import { fits, wildcardsOf } from '../../kernel/wildcards.ts';
import { itemsOf } from '../../services/cloudfront/quantities.ts';
import type { ViewerRequest } from './viewer-request.ts';

const ALL_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Applies the policy to the headers of an answer, in place. */
export function applyResponsePolicy(
  policy: ResponseHeadersPolicyConfig,
  viewer: ViewerRequest,
  headers: Record<string, string | string[]>,
): void {
  const set = (name: string, value: string, override: boolean | undefined): void => {
    if (override === true || headers[name] === undefined) headers[name] = value;
  };
  for (const { Header = '' } of itemsOf(policy.RemoveHeadersConfig)) delete headers[Header.toLowerCase()];
  if (policy.CorsConfig !== undefined) applyCors(policy.CorsConfig, viewer, headers, set);
  for (const { Header = '', Value = '', Override } of itemsOf(policy.CustomHeadersConfig)) {
    set(Header.toLowerCase(), Value, Override);
  }
  if (policy.SecurityHeadersConfig !== undefined) {
    applySecurity(policy.SecurityHeadersConfig, viewer.scheme === 'https', set);
  }
}

type Set = (name: string, value: string, override: boolean | undefined) => void;

function applyCors(
  cors: ResponseHeadersPolicyCorsConfig,
  { method, headers: asked }: ViewerRequest,
  headers: Record<string, string | string[]>,
  set: Set,
): void {
  const { origin } = asked;
  const allowed =
    origin === undefined ? undefined : allowedOrigin(itemsOf(cors.AccessControlAllowOrigins), origin);
  if (allowed === undefined) return;
  const override = cors.OriginOverride;
  set('access-control-allow-origin', allowed, override);
  if (allowed !== '*') headers['vary'] = varied(headers['vary']);
  if (cors.AccessControlAllowCredentials === true) set('access-control-allow-credentials', 'true', override);
  const exposed = itemsOf(cors.AccessControlExposeHeaders);
  if (exposed.length > 0) set('access-control-expose-headers', exposed.join(','), override);
  if (method !== 'OPTIONS' || asked['access-control-request-method'] === undefined) return;
  const methods = itemsOf<string>(cors.AccessControlAllowMethods);
  const named = methods.includes('ALL') ? ALL_METHODS : methods.toSorted();
  set('access-control-allow-methods', named.join(', '), override);
  const allowedHeaders = itemsOf(cors.AccessControlAllowHeaders).join(',');
  if (allowedHeaders !== '') set('access-control-allow-headers', allowedHeaders, override);
  if (cors.AccessControlMaxAgeSec !== undefined) {
    set('access-control-max-age', String(cors.AccessControlMaxAgeSec), override);
  }
}

/** A wildcard does not reach across slashes, of which an origin has none but those of its scheme. */
function allowedOrigin(patterns: readonly string[], origin: string): string | undefined {
  if (patterns.includes('*')) return '*';
  const host = origin.replace(/^https?:\/\//, '');
  if (host.includes('/')) return undefined;
  const matching = patterns.some((pattern) => {
    const wildcards = wildcardsOf(pattern, false);
    return fits(wildcards, origin) || fits(wildcards, host);
  });
  return matching ? origin : undefined;
}

const varied = (vary: string | string[] | undefined): string => {
  const text = String(vary ?? '');
  if (/\borigin\b/i.test(text)) return text;
  return text === '' ? 'Origin' : `${text}, Origin`;
};

function applySecurity(
  security: ResponseHeadersPolicySecurityHeadersConfig,
  secure: boolean,
  set: Set,
): void {
  const {
    XSSProtection: xss,
    FrameOptions: frame,
    ReferrerPolicy: referrer,
    ContentSecurityPolicy: csp,
    ContentTypeOptions: sniffing,
    StrictTransportSecurity: hsts,
  } = security;
  if (xss !== undefined) {
    const mode = xss.ModeBlock === true ? '; mode=block' : '';
    const report = xss.ReportUri === undefined ? '' : `; report=${xss.ReportUri}`;
    set('x-xss-protection', xss.Protection === true ? `1${mode}${report}` : '0', xss.Override);
  }
  if (frame !== undefined) set('x-frame-options', frame.FrameOption ?? '', frame.Override);
  if (referrer !== undefined) set('referrer-policy', referrer.ReferrerPolicy ?? '', referrer.Override);
  if (csp !== undefined) set('content-security-policy', csp.ContentSecurityPolicy ?? '', csp.Override);
  if (sniffing !== undefined) set('x-content-type-options', 'nosniff', sniffing.Override);
  if (hsts !== undefined && secure) {
    const subdomains = hsts.IncludeSubdomains === true ? '; includeSubDomains' : '';
    const preload = hsts.Preload === true ? '; preload' : '';
    const value = `max-age=${hsts.AccessControlMaxAgeSec}${subdomains}${preload}`;
    set('strict-transport-security', value, hsts.Override);
  }
}
