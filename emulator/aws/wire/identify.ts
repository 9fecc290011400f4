/**
 * Which service a raw request is for, and in which protocol it speaks. The credential's scope says it plainest; where
 * nobody signed, the target header, an RPC path, a form's version, the host or a REST path do. What nothing claims is
 * S3's: any path may be an object's.
 *
 * Gaps: the data planes (REST API execution, function URLs, CloudFront and website hosts) are told apart before, by
 * their hosts.
 */
import { AwsError } from '../kernel/aws-error.ts';
import { remembered } from '../kernel/remembered.ts';
import { readWhole } from './body.ts';
import { peekForm } from './aws-query.ts';
import { readTarget } from './json-target.ts';
import type { WireRequest } from './message.ts';
import { firstValue, parseQuery, percentDecode } from './query-string.ts';
import { bucketOfHost } from './s3-addressing.ts';
import { SERVICES } from './service-traits.ts';
import type { ProtocolName, ServiceTraits } from './service-traits.ts';

export interface Target {
  /** A service's id, or the signing name of a service that safelight does not know. */
  readonly service: string;
  /** The protocol in which to read the request and to answer. */
  readonly protocol: ProtocolName;
  /** The request; a form's body has been read into `bytes`. */
  readonly request: WireRequest;
}

/** Whom the request is for. A form that is too large stays unread: whoever needs it refuses it. */
export const identify = (incoming: WireRequest): Target | Promise<Target> =>
  isForm(incoming) ? readForm(incoming).then(targetOf) : targetOf(incoming);

function targetOf(request: WireRequest): Target {
  const scope = signingScope(request);
  const service = serviceOf(request, scope);
  if (service === undefined)
    return { service: scope ?? 's3', protocol: styleOf(request) ?? 'rest-json', request };
  return { service: service.id, protocol: protocolOf(service, request), request };
}

async function readForm(incoming: WireRequest): Promise<WireRequest> {
  try {
    return await readWhole(incoming);
  } catch (error) {
    if (error instanceof AwsError) return incoming;
    throw error;
  }
}

const byId = new Map(SERVICES.map((service) => [service.id as string, service]));
const byTarget = new Map(SERVICES.map((service) => [service.target, service]));
const byVersion = new Map(
  SERVICES.filter(({ protocols }) => protocols.includes('aws-query')).map((service) => [
    service.version,
    service,
  ]),
);
/** DynamoDB Streams signs as DynamoDB; its target tells them apart. */
const bySigningName = new Map(SERVICES.toReversed().map((service) => [service.signingName, service]));
bySigningName.set('dynamodb', byId.get('dynamodb') as ServiceTraits);
/** S3's client signs calls to directory buckets and from Object Lambda functions under other names. */
for (const name of ['s3express', 's3-object-lambda', 's3-outposts']) {
  bySigningName.set(name, byId.get('s3') as ServiceTraits);
}

function serviceOf(request: WireRequest, scope: string | undefined): ServiceTraits | undefined {
  const rpc = byTarget.get(rpcTarget(request) ?? '');
  if (scope !== undefined) return rpc?.signingName === scope ? rpc : bySigningName.get(scope);
  return (
    rpc ??
    preflightService(request) ??
    formService(request) ??
    hostService(request) ??
    pathService(request) ??
    byId.get('s3')
  );
}

const CREDENTIAL = /Credential=([^,\s]+)/;

/** The service part of the credential's scope: `AKID/20261120/us-east-1/sqs/aws4_request`. */
function signingScope({ headers, query }: WireRequest): string | undefined {
  const header = CREDENTIAL.exec(headers['authorization'] ?? '')?.[1];
  const credential = header ?? firstValue(parseQuery(query), 'X-Amz-Credential');
  return credential === undefined ? undefined : scopedService(credential);
}

const scopedService = remembered((credential) => {
  const parts = (percentDecode(credential) ?? '').split('/');
  return parts.length >= 5 ? parts.at(-2) : undefined;
});

const RPC_PATH = /\/service\/([^/]+)\/operation\/[^/]+$/;

/** The service's name in `X-Amz-Target` or in an RPC v2 path. */
function rpcTarget({ headers, path }: WireRequest): string | undefined {
  const target = headers['x-amz-target'];
  return target === undefined ? RPC_PATH.exec(path)?.[1] : readTarget(target).service;
}

/** Posts to `/` or to a queue's URL; S3's own forms are multipart, and its other posts have subresources. */
const QUERY_PATH = /^\/(?:\d{12}\/[\w.-]+\/?)?$/;

function isForm({ method, path, headers }: WireRequest): boolean {
  const type = headers['content-type'] ?? '';
  return method === 'POST' && QUERY_PATH.test(path) && type.startsWith('application/x-www-form-urlencoded');
}

function formService(request: WireRequest): ServiceTraits | undefined {
  if (!isForm(request) && request.method !== 'GET') return undefined;
  const form = peekForm(request);
  return firstValue(form, 'Action') === undefined
    ? undefined
    : byVersion.get(firstValue(form, 'Version') ?? '');
}

/**
 * A browser's preflight names no operation, but a script that is to send `X-Amz-Target` calls a JSON service; of those
 * only DynamoDB answers scripts here. At AWS the host tells.
 */
function preflightService({ method, headers }: WireRequest): ServiceTraits | undefined {
  const asked = headers['access-control-request-headers'] ?? '';
  return method === 'OPTIONS' && /(?:^|[\s,])x-amz-target(?:$|[\s,])/i.test(asked)
    ? byId.get('dynamodb')
    : undefined;
}

const HOST_SUFFIX =
  /(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.(?:amazonaws\.com|localhost\.localstack\.cloud|localhost)$/;

function hostService({ headers }: WireRequest): ServiceTraits | undefined {
  const host = (headers['host'] ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!HOST_SUFFIX.test(host)) return undefined;
  const name = host.replace(HOST_SUFFIX, '');
  const named = SERVICES.find((service) => service.host === name);
  return named ?? (bucketOfHost(host) === undefined ? undefined : byId.get('s3'));
}

/** REST paths that begin with a version; and the URLs of queues. */
const PATHS: readonly (readonly [pattern: RegExp, service: string])[] = [
  [/^\/2020-05-31\//, 'cloudfront'],
  [/^\/20\d\d-\d\d-\d\d\//, 'lambda'],
  [/^\/(?:restapis|apikeys|usageplans|domainnames|vpclinks|clientcertificates)(?:\/|$)/, 'api-gateway'],
  [/^\/\d{12}\/[\w.-]+\/?$/, 'sqs'],
];

function pathService({ path }: WireRequest): ServiceTraits | undefined {
  const found = PATHS.find(([pattern]) => pattern.test(path));
  return found === undefined ? undefined : byId.get(found[1]);
}

function protocolOf(service: ServiceTraits, request: WireRequest): ProtocolName {
  const style = styleOf(request);
  if (style !== undefined && service.protocols.includes(style)) return style;
  return service.protocols[0] as ProtocolName;
}

/** The protocol that a request shows by itself; REST protocols look alike. */
function styleOf(request: WireRequest): ProtocolName | undefined {
  const { headers, path } = request;
  if (headers['x-amz-target'] !== undefined) {
    return headers['content-type']?.includes('json-1.1') === true ? 'aws-json-1.1' : 'aws-json-1.0';
  }
  if (RPC_PATH.test(path)) return 'rpc-v2-cbor';
  return isForm(request) || firstValue(peekForm(request), 'Action') !== undefined ? 'aws-query' : undefined;
}
