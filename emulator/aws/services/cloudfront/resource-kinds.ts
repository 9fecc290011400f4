/** The kinds of configuration that CloudFront keeps, and what it says when one is missing or taken. */
import { conflict, noSuch, noSuchDistribution, noSuchResource } from './errors.ts';
import { shortId, type ResourceKind } from './resources.ts';

const taken = (code: string, what: string) => () =>
  conflict(
    code,
    `A${/^[aeio]/.test(what) ? 'n' : ''} ${what} with this name already exists. You must provide a unique name. To modify an existing ${what}, use Update.`,
  );

export const DISTRIBUTION: ResourceKind = {
  path: 'distribution',
  newId: (ids) => shortId(ids, 'E'),
  missing: noSuchDistribution,
  exists: (first) =>
    conflict(
      'DistributionAlreadyExists',
      `The caller reference that you are using to create a distribution is associated with another distribution. Already exists: ${first}`,
    ),
};

export const ORIGIN_ACCESS_CONTROL: ResourceKind = {
  path: 'origin-access-control',
  newId: (ids) => shortId(ids, 'E'),
  missing: () => noSuch('NoSuchOriginAccessControl', 'origin access control'),
  exists: () =>
    conflict(
      'OriginAccessControlAlreadyExists',
      'An origin access control with the same name already exists.',
    ),
};

export const ORIGIN_ACCESS_IDENTITY: ResourceKind = {
  path: 'origin-access-identity',
  newId: (ids) => shortId(ids, 'E'),
  missing: () => noSuch('NoSuchCloudFrontOriginAccessIdentity', 'origin access identity'),
  exists: taken('CloudFrontOriginAccessIdentityAlreadyExists', 'origin access identity'),
};

export const PUBLIC_KEY: ResourceKind = {
  path: 'public-key',
  newId: (ids) => shortId(ids, 'K'),
  missing: () => noSuch('NoSuchPublicKey', 'public key'),
  exists: taken('PublicKeyAlreadyExists', 'public key'),
};

export const KEY_GROUP: ResourceKind = {
  path: 'key-group',
  newId: (ids) => ids.uuid(),
  missing: noSuchResource,
  exists: taken('KeyGroupAlreadyExists', 'key group'),
};

export const CACHE_POLICY: ResourceKind = {
  path: 'cache-policy',
  newId: (ids) => ids.uuid(),
  missing: () => noSuch('NoSuchCachePolicy', 'cache policy'),
  exists: taken('CachePolicyAlreadyExists', 'cache policy'),
};

export const ORIGIN_REQUEST_POLICY: ResourceKind = {
  path: 'origin-request-policy',
  newId: (ids) => ids.uuid(),
  missing: () => noSuch('NoSuchOriginRequestPolicy', 'origin request policy'),
  exists: taken('OriginRequestPolicyAlreadyExists', 'origin request policy'),
};

export const RESPONSE_HEADERS_POLICY: ResourceKind = {
  path: 'response-headers-policy',
  newId: (ids) => ids.uuid(),
  missing: () => noSuch('NoSuchResponseHeadersPolicy', 'response headers policy'),
  exists: taken('ResponseHeadersPolicyAlreadyExists', 'response headers policy'),
};

export const KEY_VALUE_STORE: ResourceKind = {
  path: 'key-value-store',
  newId: (ids) => ids.uuid(),
  missing: () => noSuch('EntityNotFound', 'key value store'),
  exists: () =>
    conflict('EntityAlreadyExists', 'A key value store with this name already exists in this account.'),
};
