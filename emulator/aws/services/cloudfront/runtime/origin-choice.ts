/**
 * What a function on viewer requests decides about the origin, by the helpers of the module `cloudfront`:
 * `updateRequestOrigin`, `selectRequestOriginById`, `createRequestOriginGroup` (CloudFront Developer Guide, "Helper methods
 * for origin modification").
 *
 * Unverified: the words of the errors that a call with wrong arguments throws.
 */

export type Signing = 'always' | 'never' | 'no-override';

/** Settings of an origin that a function changes; what is not there stays as the distribution has it. */
export interface OriginSettings {
  readonly domainName?: string;
  readonly hostHeader?: string;
  readonly originPath?: string;
  readonly customHeaders?: Readonly<Record<string, string>>;
  readonly connectionAttempts?: number;
  readonly originShield?: { readonly enabled: boolean; readonly region?: string };
  readonly originAccessControlConfig?: { readonly enabled: boolean; readonly signingBehavior?: Signing };
  /** Seconds. */
  readonly timeouts?: {
    readonly readTimeout?: number;
    readonly keepAliveTimeout?: number;
    readonly connectionTimeout?: number;
  };
  readonly customOriginConfig?: { readonly port: number | string; readonly protocol: 'http' | 'https' };
}

export type OriginChoice =
  | { readonly kind: 'update'; readonly settings: OriginSettings }
  | { readonly kind: 'select'; readonly id: string; readonly settings: OriginSettings }
  | { readonly kind: 'group'; readonly ids: readonly string[]; readonly statuses: readonly number[] };

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const domain: Check = (value) =>
  typeof value === 'string' && value !== '' && value.length <= 253 && !value.includes(':');
const path: Check = (value) =>
  typeof value === 'string' && (value === '' || /^\/(?:.{0,253}[^/])?$/.test(value));
const within =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;
const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);
const port: Check = (value) => within(1, 65_535)(Number(value));
const headers: Check = (value) => isObject(value) && Object.values(value).every(text);

/** What each setting must be, by its path. */
const SETTINGS: Readonly<Record<string, Check>> = {
  domainName: domain,
  hostHeader: text,
  originPath: path,
  customHeaders: headers,
  connectionAttempts: within(1, 3),
  'originShield.enabled': oneOf(true, false),
  'originShield.region': text,
  'originAccessControlConfig.enabled': oneOf(true, false),
  'originAccessControlConfig.signingBehavior': oneOf('always', 'never', 'no-override'),
  'originAccessControlConfig.signingProtocol': oneOf('sigv4'),
  'originAccessControlConfig.originType': oneOf('s3', 'lambda', 'mediastore', 'mediapackagev2'),
  'timeouts.readTimeout': within(1, 120),
  'timeouts.keepAliveTimeout': within(1, 120),
  'timeouts.connectionTimeout': within(1, 10),
  'customOriginConfig.port': port,
  'customOriginConfig.protocol': oneOf('http', 'https'),
};

/** Groups of settings, and what each cannot be without. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  originShield: ['enabled'],
  originAccessControlConfig: ['enabled'],
  timeouts: [],
  customOriginConfig: ['port', 'protocol'],
};

/**
 * @param helper the name of the helper
 * @param args its arguments, as JSON
 * @throws TypeError for arguments that it does not take
 */
export function readChoice(helper: string, args: string): OriginChoice {
  const [first, second] = JSON.parse(args) as readonly unknown[];
  switch (helper) {
    case 'selectRequestOriginById':
      if (typeof first !== 'string' || first === '')
        throw new TypeError(`${helper}: an origin id is required`);
      return {
        kind: 'select',
        id: first,
        settings: second === undefined || second === null ? {} : settingsOf(helper, second),
      };
    case 'createRequestOriginGroup':
      return groupOf(helper, first);
    default:
      return { kind: 'update', settings: settingsOf(helper, first) };
  }
}

function settingsOf(helper: string, value: unknown): OriginSettings {
  if (!isObject(value)) throw new TypeError(`${helper}: an object of settings is required`);
  for (const [name, held] of Object.entries(value)) {
    const required = GROUPS[name];
    if (required === undefined) check(helper, name, held);
    else if (!isObject(held)) throw new TypeError(`${helper}: ${name} must be an object`);
    else {
      for (const member of new Set([...required, ...Object.keys(held)]))
        check(helper, `${name}.${member}`, held[member]);
    }
  }
  return value;
}

function check(helper: string, name: string, value: unknown): void {
  if (SETTINGS[name]?.(value) === false) throw new TypeError(`${helper}: ${name} is not valid`);
}

/** Ids come as texts or as `{ originId }`. */
function groupOf(helper: string, value: unknown): OriginChoice {
  const { originIds, failoverCriteria } = isObject(value) ? value : {};
  const ids = Array.isArray(originIds)
    ? originIds.map((id: unknown) => (isObject(id) ? id['originId'] : id))
    : [];
  if (ids.length !== 2 || ids[0] === ids[1] || !ids.every((id) => typeof id === 'string')) {
    throw new TypeError(`${helper}: originIds must name two different origins`);
  }
  const statuses = isObject(failoverCriteria) ? failoverCriteria['statusCodes'] : undefined;
  if (
    !Array.isArray(statuses) ||
    statuses.length === 0 ||
    !statuses.every((status) => typeof status === 'number')
  ) {
    throw new TypeError(`${helper}: failoverCriteria.statusCodes must be a list of status codes`);
  }
  return { kind: 'group', ids, statuses };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
