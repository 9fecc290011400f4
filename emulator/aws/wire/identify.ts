/**
 * Which service a raw request is for, and in which protocol it speaks: all services share one port. What clients sign
 * is the surest witness (the credential scope names the service), then the JSON target and the CBOR path, then the
 * host; unsigned requests are told apart by path and form. Whatever nothing claims is S3's, whose paths can be anything.
 */
import { readWhole } from './body.ts';
import type { WireRequest } from './message.ts';
import { SERVICES, type ProtocolName, type ServiceTraits } from './service-traits.ts';

export interface Identified {
  /** A service id of `service-traits.ts`, or the signing name of a service that has no row there. */
  readonly service: string;
  readonly protocol: ProtocolName;
  /** The request; read whole where the body had to be looked into. */
  readonly request: WireRequest;
}

const byTarget = new Map(SERVICES.map((service) => [service.target, service]));
const bySigningName = new Map(SERVICES.toReversed().map((service) => [service.signingName, service]));
const byHost = new Map(SERVICES.map((service) => [service.host, service]));
const byVersion = new Map(
  SERVICES.filter(({ protocols }) => protocols.includes('aws-query')).map((service) => [
    service.version,
    service,
  ]),
);

const RPC_PATH = /\/service\/([^/]+)\/operation\/[^/]+$/;
const HEADER_SCOPE = /Credential=[^/,\s]*\/[^/,]*\/[^/,]*\/([^/,]+)\/aws4_request/;
const QUERY_SCOPE =
  /(?:^|&)X-Amz-Credential=[^&]*?(?:%2F|\/)[^&]*?(?:%2F|\/)[^&]*?(?:%2F|\/)([^&/%]+)(?:%2F|\/)aws4_request/i;
/** `sqs.us-east-1.amazonaws.com`, `sqs.us-east-1.localhost.localstack.cloud`, `sqs.localhost`. */
const SERVICE_HOST =
  /^([a-z.-]+?)(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.(?:amazonaws\.com|localhost(?:\.localstack\.cloud)?)$/;

const FORM = 'application/x-www-form-urlencoded';

/** Paths that unsigned requests to REST services can be known by. */
const REST_PATHS: readonly (readonly [start: string, signingName: string])[] = [
  ['/2015-03-31/functions', 'lambda'],
  ['/2020-05-31/', 'cloudfront'],
  ['/restapis', 'apigateway'],
];

export async function identify(request: WireRequest): Promise<Identified> {
  const { headers, path, query } = request;
  const target = headers['x-amz-target'];
  const targeted = target === undefined ? undefined : byTarget.get(target.slice(0, target.lastIndexOf('.')));
  if (targeted !== undefined) return { service: targeted.id, protocol: jsonOf(targeted), request };
  const rpc = headers['smithy-protocol'] === 'rpc-v2-cbor' ? RPC_PATH.exec(path)?.[1] : undefined;
  const called = rpc === undefined ? undefined : byTarget.get(rpc);
  if (called !== undefined) return { service: called.id, protocol: 'rpc-v2-cbor', request };

  const name = signedName(headers['authorization'], query);
  const signed = name === undefined ? undefined : bySigningName.get(name);
  if (signed !== undefined) return { service: signed.id, protocol: spokenBy(signed, request), request };
  if (name !== undefined && name !== 's3') return { service: name, protocol: guessed(request), request };
  return { service: 's3', protocol: 's3', request, ...(name === undefined && (await unsigned(request))) };
}

/** Who is meant by a request that nobody signed: nothing for S3's. */
async function unsigned(request: WireRequest): Promise<Identified | undefined> {
  const { headers, method, path } = request;
  const host = (headers['host'] ?? '').replace(/:\d+$/, '').toLowerCase();
  const hosted = byHost.get(SERVICE_HOST.exec(host)?.[1] ?? '');
  if (hosted !== undefined && hosted.id !== 's3') {
    return { service: hosted.id, protocol: spokenBy(hosted, request), request };
  }
  const rest = REST_PATHS.find(([start]) => path.startsWith(start));
  const service = rest && bySigningName.get(rest[1]);
  if (service !== undefined) return { service: service.id, protocol: spokenBy(service, request), request };
  if (method !== 'POST' || !headers['content-type']?.startsWith(FORM)) return undefined;
  const whole = await readWhole(request);
  const form = new URLSearchParams(Buffer.from(whole.bytes).toString());
  const asked = form.has('Action') ? byVersion.get(form.get('Version') ?? '') : undefined;
  return { service: asked?.id ?? 's3', protocol: asked === undefined ? 's3' : 'aws-query', request: whole };
}

const signedName = (authorization: string | undefined, query: string): string | undefined =>
  authorization === undefined
    ? query === ''
      ? undefined
      : QUERY_SCOPE.exec(query)?.[1]
    : HEADER_SCOPE.exec(authorization)?.[1];

/** Of the protocols a service answers, the one this request is written in. */
function spokenBy(service: ServiceTraits, request: WireRequest): ProtocolName {
  const form = request.headers['content-type']?.startsWith(FORM) || request.query.includes('Action=');
  return form && service.protocols.includes('aws-query') ? 'aws-query' : service.protocols[0]!;
}

const jsonOf = ({ protocols }: ServiceTraits): ProtocolName =>
  protocols.find((protocol) => protocol.startsWith('aws-json')) ?? protocols[0]!;

/** For a service that has no row: whatever its error can be read in. */
function guessed({ headers }: WireRequest): ProtocolName {
  const type = headers['content-type'] ?? '';
  if (headers['x-amz-target'] !== undefined || type.includes('json')) return 'aws-json-1.1';
  return type.startsWith(FORM) ? 'aws-query' : 'rest-json';
}
