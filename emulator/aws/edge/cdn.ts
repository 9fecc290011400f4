/**
 * CloudFront as end users reach it: by `http://{id}.cloudfront.localhost`, by a distribution's domain or alias in the Host
 * header, and by `/_safelight/cdn/{id}/…`. What happens to a request is `cdn/exchange.ts`; this file knows hosts, and what
 * every answer carries and leaves behind (aws.md section A.8).
 */
import { Readable } from 'node:stream';
import { toRfc1123, type Duration } from '../kernel/instant.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Edge } from '../server/edge.ts';
import type { CloudFront } from '../services/cloudfront/cloudfront.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import type { CdnParts } from './cdn/cdn-parts.ts';
import { counted } from './cdn/counted.ts';
import { ViewerCode } from './cdn/edge-code.ts';
import { EdgeFunctions } from './cdn/edge-functions.ts';
import { exchanged, type Exchange } from './cdn/exchange.ts';
import { hostName, Hosts, type Addressed } from './cdn/host.ts';
import { viewerLeg } from './cdn/distances.ts';
import { Journey } from './cdn/journey.ts';
import { invalidates } from './cdn/invalidated.ts';
import { LambdaAtEdge } from './cdn/lambda-at-edge.ts';
import { Network, VIEWER_HEADER } from './cdn/network.ts';
import type { CdnOptions } from './cdn/options.ts';
import { Origins } from './cdn/origins.ts';
import { pageResult, type Result } from './cdn/outcome.ts';
import { BAD_REQUEST, errorPage } from './cdn/pages.ts';
import { SignedAccess } from './cdn/signed-access.ts';
import { Sites, type Site } from './cdn/site.ts';
import { Traffic } from './cdn/traffic.ts';
import { viewerRequest, type ViewerRequest } from './cdn/viewer-request.ts';

/** How many milliseconds the answer would have taken over the distances of the network. */
const LATENCY_HEADER = 'x-safelight-latency';
const CACHE_BYTES = 64 * 1024 * 1024;

export function cdn(
  { cloudfront }: { readonly cloudfront: CloudFront },
  kernel: Kernel,
  { cdn: options = {} }: { readonly cdn?: CdnOptions } = {},
): Edge {
  const budget = options.cacheBytes ?? CACHE_BYTES;
  const network = new Network(kernel.clock, kernel.ids, budget, options.viewer ?? 'us-east-1');
  const lambdaAtEdge = new LambdaAtEdge(kernel);
  const origins = new Origins(kernel, cloudfront, options);
  cloudfront.onClose(() => origins.close());
  const parts: CdnParts = {
    kernel,
    network,
    origins,
    signedAccess: new SignedAccess(cloudfront),
    viewerCode: new ViewerCode(new EdgeFunctions(kernel, cloudfront), lambdaAtEdge),
    lambdaAtEdge,
    largestCopy: Math.floor(budget / 8) - 4_096,
  };
  const running: Running = {
    parts,
    sites: new Sites(cloudfront),
    traffic: new Traffic(kernel),
    latency: options.latency ?? 'off',
  };
  const hosts = new Hosts(cloudfront);
  cloudfront.onInvalidated((id, paths) => network.invalidate(invalidates(id, paths)));
  return {
    name: 'cloudfront',
    matches: (request) => hosts.addressed(request) !== undefined,
    answer: (request) => answer(running, request, hosts.addressed(request)!),
    speaksHttp2: (host) => running.sites.find(hosts.idOf(host) ?? '')?.http2 === true,
  };
}

interface Running {
  readonly parts: CdnParts;
  readonly sites: Sites;
  readonly traffic: Traffic;
  readonly latency: NonNullable<CdnOptions['latency']>;
}

async function answer(
  { parts, sites, traffic, latency }: Running,
  wire: WireRequest,
  { id, path }: Addressed,
): Promise<WireResponse> {
  const { kernel, network } = parts;
  const elapsed = kernel.clock.stopwatch();
  const pop = network.popFor(wire.headers[VIEWER_HEADER]);
  const requestId = `${kernel.ids.bytes(40).toString('base64url')}==`;
  const site = sites.find(id);
  const host = path === undefined ? (wire.headers['host'] ?? '') : (site?.domain ?? '');
  const viewer = viewerRequest(wire, path ?? wire.path, host);
  const cause = kernel.journal.reserve();
  const journey = new Journey(viewerLeg(pop.region), latency !== 'off');
  const firstByte = (): Duration => journey.late + elapsed();
  const about = { pop, requestId, cause, journey, firstByte, now: kernel.clock.now() };
  const result =
    site?.enabled === true
      ? await exchanged(parts, viewer, { ...about, site, bases: basesOf(site, viewer, wire, path) })
      : pageResult(errorPage(403, BAD_REQUEST, 'InvalidRequest', requestId));
  let response = stamped(result, viewer, site, about);
  const { late } = journey;
  if (latency !== 'off') response.headers[LATENCY_HEADER] = String(late);
  if (latency === 'real') await kernel.clock.sleep(late);
  if (site !== undefined) {
    const seen = { site, pop, viewer, result, requestId, now: about.now, firstByte: firstByte() };
    const record = (bytesSent: number): void =>
      traffic.record({ ...seen, bytesSent, took: firstByte(), connection: wire.connection });
    if (response.body instanceof Readable) response = { ...response, body: counted(response.body, record) };
    else record(sizeOf(result, viewer));
  }
  kernel.journal.append(
    {
      type: 'cdn.request',
      cause: 0,
      distribution: id,
      pop: pop.code,
      method: viewer.method,
      path: viewer.path,
      status: result.status,
      result: result.type,
      ...(result.detail !== result.type && { detail: result.detail }),
      duration: elapsed(),
      requestId,
    },
    cause,
  );
  return response;
}

/**
 * What the viewer's URL may have been written as: under the host it sent, and, when that host only stands for the
 * distribution here, under its domain at AWS.
 */
function basesOf(site: Site, viewer: ViewerRequest, wire: WireRequest, path: string | undefined): string[] {
  const bases = [`${viewer.scheme}://${viewer.host}`];
  if (viewer.host !== hostName(viewer.host)) bases.push(`${viewer.scheme}://${hostName(viewer.host)}`);
  if (path === undefined) return bases;
  const prefix = wire.path.slice(0, wire.path.length - path.length);
  return [...bases, `https://${site.domain}`, `${viewer.scheme}://${wire.headers['host'] ?? ''}${prefix}`];
}

type About = Omit<Exchange, 'site' | 'bases'>;

/** The answer with what CloudFront puts on all of them. */
function stamped(result: Result, viewer: ViewerRequest, site: Site | undefined, about: About): WireResponse {
  const { status, headers, body, type } = result;
  delete headers['connection'];
  headers['date'] ??= toRfc1123(about.now);
  headers['x-cache'] = `${type} from cloudfront`;
  headers['via'] = about.pop.via;
  headers['x-amz-cf-pop'] = about.pop.code;
  headers['x-amz-cf-id'] = about.requestId;
  if (site?.http3 === true && viewer.scheme === 'https') headers['alt-svc'] = 'h3=":443"; ma=86400';
  if (status === 413) headers['connection'] = 'close';
  // What the origin sent without a length, and what was compressed here, goes out as it would while it still comes in.
  const unmeasured = headers['content-length'] === undefined && Buffer.isBuffer(body) && body.length > 0;
  if (unmeasured && viewer.httpVersion !== '1.0') headers['transfer-encoding'] = 'chunked';
  return { status, headers, ...(body !== undefined && { body }) };
}

/** The size of a body that is there. */
function sizeOf({ body }: Result, { method }: ViewerRequest): number {
  if (method === 'HEAD' || body === undefined) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body) : (body as Buffer).length;
}
