/**
 * Redirects of a website: all requests, those under a prefix, those that end in an error.
 * Evidence: fact sheet S3 §11.14.
 */
import type { Redirect, RoutingRule, WebsiteConfiguration } from '@aws-sdk/client-s3';

export interface Redirection {
  readonly status: number;
  readonly location: string;
}

/** Where the request came to: what a redirect does not name stays as it was. */
export interface Visited {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly key: string;
}

/** The redirect that a website makes of every request, or of this key's before it is looked up. */
export function redirectBefore(website: WebsiteConfiguration, visited: Visited): Redirection | undefined {
  const { RedirectAllRequestsTo: all, RoutingRules = [] } = website;
  if (all !== undefined) {
    return {
      status: 301,
      location: `${all.Protocol ?? visited.protocol}://${all.HostName}/${encodedKey(visited.key)}`,
    };
  }
  const rule = RoutingRules.find(
    ({ Condition }) =>
      Condition?.HttpErrorCodeReturnedEquals === undefined &&
      visited.key.startsWith(Condition?.KeyPrefixEquals ?? ''),
  );
  return rule && redirection(rule, visited);
}

/** The redirect that a website makes of an error. */
export function redirectAfter(
  { RoutingRules = [] }: WebsiteConfiguration,
  status: number,
  visited: Visited,
): Redirection | undefined {
  const rule = RoutingRules.find(
    ({ Condition }) =>
      Condition?.HttpErrorCodeReturnedEquals === String(status) &&
      visited.key.startsWith(Condition.KeyPrefixEquals ?? ''),
  );
  return rule && redirection(rule, visited);
}

function redirection({ Condition, Redirect: redirect = {} }: RoutingRule, visited: Visited): Redirection {
  const { Protocol = visited.protocol, HostName = visited.host, HttpRedirectCode } = redirect;
  const key = redirectedKey(redirect, Condition?.KeyPrefixEquals ?? '', visited.key);
  return {
    status: Number(HttpRedirectCode ?? 301),
    location: `${Protocol}://${HostName}/${encodedKey(key)}`,
  };
}

function redirectedKey(
  { ReplaceKeyWith, ReplaceKeyPrefixWith }: Redirect,
  prefix: string,
  key: string,
): string {
  if (ReplaceKeyWith !== undefined) return ReplaceKeyWith;
  return ReplaceKeyPrefixWith === undefined ? key : ReplaceKeyPrefixWith + key.slice(prefix.length);
}

export const encodedKey = (key: string): string => encodeURIComponent(key).replaceAll('%2F', '/');
