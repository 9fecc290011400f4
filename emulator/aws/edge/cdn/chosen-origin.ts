/**
 * The origin that a function has chosen for one request, as a distribution that differs in nothing else: an origin changed
 * in some settings, another of the distribution's origins, or a group made for this request. The cache key does not know of
 * it, so that copies from different origins are told apart only by what is in the key.
 *
 * Unverified: that an id which the distribution does not have ends as FunctionValidationError; that a bucket's settings give
 * way to match-viewer on the standard ports when a function turns it into a web server without saying how to connect.
 */
import type { Origin } from '@aws-sdk/client-cloudfront';
import { bucketOf } from '../../services/cloudfront/origin-rules.ts';
import { InvalidFunctionResult } from '../../services/cloudfront/runtime/function-event.ts';
import type { OriginChoice, OriginSettings } from '../../services/cloudfront/runtime/origin-choice.ts';
import type { Behavior } from './behavior.ts';
import { primaryOf, type EdgeOrigin, type Site } from './site.ts';

/** Where a request goes: its distribution's origins, and which of them is meant. */
export interface Route {
  readonly site: Site;
  readonly behavior: Behavior;
}

/** @throws InvalidFunctionResult for an origin that the distribution does not have */
export function chosenRoute(site: Site, behavior: Behavior, choice: OriginChoice): Route {
  switch (choice.kind) {
    case 'update': {
      const id = primaryOf(site, behavior.target);
      if (site.origins.get(id)?.VpcOriginConfig !== undefined) {
        throw new InvalidFunctionResult('A VPC origin cannot be updated.');
      }
      return { site: withOrigin(site, id, choice.settings), behavior };
    }
    case 'select':
      return {
        site: withOrigin(site, known(site, choice.id), choice.settings),
        behavior: { ...behavior, target: choice.id },
      };
    default: {
      const members = choice.ids.map((id) => ({ OriginId: known(site, id) }));
      const group = {
        Id: GROUP,
        Members: { Quantity: members.length, Items: members },
        FailoverCriteria: {
          StatusCodes: { Quantity: choice.statuses.length, Items: [...choice.statuses] },
        },
      };
      return {
        site: { ...site, groups: new Map(site.groups).set(GROUP, group) },
        behavior: { ...behavior, target: GROUP },
      };
    }
  }
}

/** Ids of a distribution's own groups have no spaces. */
const GROUP = 'chosen by a function';

function known({ origins }: Site, id: string): string {
  if (!origins.has(id))
    throw new InvalidFunctionResult(`The distribution has no origin ${JSON.stringify(id)}.`);
  return id;
}

const withOrigin = (site: Site, id: string, settings: OriginSettings): Site => ({
  ...site,
  origins: new Map(site.origins).set(id, changed(site.origins.get(id)!, settings)),
});

function changed(origin: EdgeOrigin, settings: OriginSettings): EdgeOrigin {
  const { domainName, hostHeader, originPath, customHeaders, connectionAttempts, originShield } = settings;
  const { timeouts, originAccessControlConfig: access } = settings;
  const headers = customHeaders === undefined ? undefined : Object.entries(customHeaders);
  return {
    ...origin,
    ...(domainName !== undefined && { DomainName: domainName }),
    ...(hostHeader !== undefined && { hostHeader }),
    ...(originPath !== undefined && { OriginPath: originPath }),
    ...(headers !== undefined && {
      CustomHeaders: {
        Quantity: headers.length,
        Items: headers.map(([HeaderName, HeaderValue]) => ({ HeaderName, HeaderValue })),
      },
    }),
    ...(connectionAttempts !== undefined && { ConnectionAttempts: connectionAttempts }),
    ...(timeouts?.connectionTimeout !== undefined && { ConnectionTimeout: timeouts.connectionTimeout }),
    ...(originShield !== undefined && {
      OriginShield: { Enabled: originShield.enabled, OriginShieldRegion: originShield.region },
    }),
    ...(access !== undefined && { signing: access.enabled ? (access.signingBehavior ?? 'always') : 'never' }),
    ...kindOf(origin, settings),
  };
}

/** A bucket is asked as one; everything else is a web server, reached as the function or the distribution says. */
function kindOf(
  origin: Origin,
  { domainName = origin.DomainName ?? '', customOriginConfig: custom, timeouts }: OriginSettings,
): Pick<Origin, 'S3OriginConfig' | 'CustomOriginConfig'> {
  if (custom === undefined && bucketOf(domainName) !== undefined) {
    return {
      S3OriginConfig: origin.S3OriginConfig ?? { OriginAccessIdentity: '' },
      CustomOriginConfig: undefined,
    };
  }
  const before = origin.CustomOriginConfig ?? {
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy: 'match-viewer' as const,
  };
  return {
    S3OriginConfig: undefined,
    CustomOriginConfig: {
      ...before,
      ...(custom?.protocol === 'http' && {
        HTTPPort: Number(custom.port),
        OriginProtocolPolicy: 'http-only',
      }),
      ...(custom?.protocol === 'https' && {
        HTTPSPort: Number(custom.port),
        OriginProtocolPolicy: 'https-only',
      }),
      ...(timeouts?.readTimeout !== undefined && { OriginReadTimeout: timeouts.readTimeout }),
      ...(timeouts?.keepAliveTimeout !== undefined && { OriginKeepaliveTimeout: timeouts.keepAliveTimeout }),
    },
  };
}
