/**
 * One request on its way through the CDN, in the order in which its parts are documented: what is refused at the door,
 * who may pass, functions on the request, the caches and the origin, custom error pages, functions on the response, the
 * headers policy, and what the viewer gets of it all (aws.md sections A.3 to A.20).
 */
import { Readable } from 'node:stream';
import type { CustomErrorResponse } from '@aws-sdk/client-cloudfront';
import type { Duration, Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import { normalizedEncoding } from './accept-encoding.ts';
import { forwardsCookies, isUncached, type Behavior } from './behavior.ts';
import { cacheKey, keptKey } from './cache-key.ts';
import type { CdnParts } from './cdn-parts.ts';
import { compressed } from './compression.ts';
import { isUnmodified, partial, requestedSpans } from './conditions.ts';
import type { Copy } from './copy.ts';
import { admitted } from './door.ts';
import { roundTrip, S3_FIRST_BYTE } from './distances.ts';
import type { Journey } from './journey.ts';
import type { Pop } from './network.ts';
import type { OriginAnswer } from './origin-answer.ts';
import { regionOf } from './origins.ts';
import { originRequest } from './origin-request.ts';
import { errorCaching, OriginSource, type Validators } from './origin-source.ts';
import { pageResult, type Result } from './outcome.ts';
import { errorPage, signingPage } from './pages.ts';
import { applyResponsePolicy } from './response-policy.ts';
import { isTimed, serverTiming } from './server-timing.ts';
import { unsignedQuery } from './signed-access.ts';
import { behaviorFor, primaryOf, type EdgeOrigin, type Site } from './site.ts';
import type { Ask, Fetched, Outcome, Source } from './tier.ts';
import type { ViewerRequest } from './viewer-request.ts';
import { meterShielded } from './traffic.ts';

/** The request, and everything about it that does not change on its way. */
export interface Exchange {
  readonly site: Site;
  readonly pop: Pop;
  readonly requestId: string;
  readonly cause: Cause;
  readonly now: Instant;
  readonly journey: Journey;
  /** How long it has been until now that the request came. */
  readonly firstByte: () => Duration;
  /** What the viewer's URL may have been written as, up to its path. */
  readonly bases: readonly string[];
}

const READS = new Set(['GET', 'HEAD']);

/** The whole way of a request. */
export async function exchanged(parts: CdnParts, viewer: ViewerRequest, about: Exchange): Promise<Result> {
  const { site, now } = about;
  const behavior = behaviorFor(site, viewer.path);
  const refused = admitted(viewer, behavior, about);
  const policed = (result: Result): Result => withPolicy(parts, result, behavior, viewer, about);
  if (refused !== undefined) return policed(refused);
  if (behavior.keyGroups !== undefined) {
    const code = parts.signedAccess.refusal(site.account, behavior.keyGroups, viewer, about.bases, now);
    if (code !== undefined) return policed(pageResult(signingPage(code)));
  }
  const request =
    behavior.keyGroups === undefined ? viewer : { ...viewer, query: unsignedQuery(viewer.query) };
  const changed = await parts.viewerCode.onRequest(request, behavior, about);
  if ('result' in changed) return policed(changed.result);
  const asked = withRootObject(changed.request, site);
  const route = changed.route ?? { site, behavior };
  const answer = await respond(parts, asked, route.behavior, { ...about, site: route.site });
  const error = site.errorResponses.get(answer.status);
  const shown =
    error?.ResponsePagePath === undefined || error.ResponsePagePath === ''
      ? answer
      : await errorPageFor(parts, error, asked, answer, about);
  const final = await parts.viewerCode.onResponse(shown, asked, behavior, about);
  return policed(final);
}

function withRootObject(request: ViewerRequest, { rootObject }: Site): ViewerRequest {
  return request.path === '/' && rootObject !== '' ? { ...request, path: `/${rootObject}` } : request;
}

/** Fetches through the caches and cuts the answer to what was asked for. */
async function respond(
  parts: CdnParts,
  request: ViewerRequest,
  behavior: Behavior,
  about: Exchange,
): Promise<Result> {
  const { requestId, now } = about;
  const fetched = await fetchThroughTiers(parts, request, behavior, about);
  if ('passing' in fetched) {
    const ranged = request.headers['range'] !== undefined && fetched.passing.status === 200;
    const passing = ranged
      ? await rangeFromOrigin(parts, request, behavior, about, fetched.passing)
      : fetched.passing;
    return passedOn(passing);
  }
  const { copy, outcome } = fetched;
  if (copy.failure !== undefined) {
    const page = errorPage(copy.status, copy.failure.explanation, copy.failure.detail, requestId);
    const type = copy.failure.detail.startsWith('Lambda') ? (copy.failure.detail as Result['type']) : 'Error';
    return { ...pageResult(page), type, originStatus: copy.status };
  }
  return fromCopy(copy, outcome, request, now, requestId);
}

function fetchThroughTiers(
  parts: CdnParts,
  request: ViewerRequest,
  behavior: Behavior,
  about: Exchange,
): Promise<Fetched> {
  const { site, pop, now } = about;
  const { network } = parts;
  const cacheable = behavior.cachedMethods.has(request.method) && !isUncached(behavior);
  const shared = keptKey(cacheKey(site.id, behavior, request), pop.edge, now);
  const key =
    request.method === 'HEAD' && pop.edge.fresh(shared, now) === undefined ? `${shared}\nHEAD` : shared;
  const ask: Ask = { key, behavior, cacheable, staleFor: errorCaching(undefined), journey: about.journey };
  const origin: Source = new OriginSource({
    clock: parts.kernel.clock,
    site,
    path: request.query === '' ? request.path : `${request.path}?${request.query}`,
    fetch: ({ journey }, validators) =>
      fromOrigin(parts, request, behavior, { ...about, journey }, validators),
  });
  about.journey.layer = 'EDGE';
  if (!cacheable) return origin.fetch(ask, undefined);
  const shieldRegion = shieldOf(site, behavior);
  const shield = (region: string): Source => ({
    async fetch(asked) {
      asked.journey.layer = 'Origin Shield';
      asked.journey.add(roundTrip(pop.hub, region));
      // Only a shield that is a layer of its own is billed: where the regional cache is, it is that cache.
      if (region !== pop.hub) meterShielded(parts.kernel, site, request.method, region);
      const fetched = await network.shield(region).fetch(asked, origin);
      const hit = 'copy' in fetched && fetched.outcome === 'Hit';
      return hit ? { ...fetched, outcome: 'OriginShieldHit' } : fetched;
    },
  });
  const regional: Source = {
    fetch(asked) {
      asked.journey.layer = 'REC';
      asked.journey.add(roundTrip(pop.region, pop.hub));
      return network
        .regional(pop.hub)
        .fetch(asked, shieldRegion === undefined ? origin : shield(shieldRegion));
    },
  };
  const encoding = normalizedEncoding(behavior.key, request);
  return pop.edge.fetch(ask, regional, (asked, copy) => compressed(asked, copy, encoding));
}

function shieldOf(site: Site, { target }: Behavior): string | undefined {
  const shield = site.origins.get(primaryOf(site, target))?.OriginShield;
  return shield?.Enabled === true ? shield.OriginShieldRegion : undefined;
}

async function fromOrigin(
  parts: CdnParts,
  request: ViewerRequest,
  behavior: Behavior,
  about: Exchange,
  extra: Validators,
): Promise<OriginAnswer> {
  const { site, pop, requestId, cause, journey } = about;
  const place = { country: pop.country };
  const build = (origin: EdgeOrigin) => {
    const built = originRequest(request, behavior, origin, { requestId, via: pop.via, place });
    const sent = { ...built, headers: { ...built.headers, ...extra } };
    return parts.lambdaAtEdge.beforeOrigin(sent, behavior, about);
  };
  const elapsed = parts.kernel.clock.stopwatch();
  const { late } = journey;
  const fetched = await parts.origins.fetch({
    site,
    cause,
    target: behavior.target,
    scheme: request.scheme,
    method: request.method,
    body: request.body,
    most: parts.largestCopy,
    request: build,
    onWay: (origin) => journey.add(originLeg(origin, shieldOf(site, behavior) ?? pop.hub)),
    async finish(answer, sent) {
      const finished = await parts.lambdaAtEdge.afterOrigin(answer, sent, behavior, about);
      return forwardsCookies(behavior) ? finished : { ...finished, setCookies: [] };
    },
  });
  journey.origin = elapsed() + journey.late - late;
  return fetched;
}

/** From the last cache to a bucket; where a web server stands is not known, and it takes the time that it takes. */
function originLeg(origin: EdgeOrigin, from: string): number {
  const region = regionOf(origin.DomainName ?? '');
  return region === undefined ? 0 : roundTrip(from, region) + S3_FIRST_BYTE;
}

/** An object too large to be kept: the origin itself cuts the range out of it. */
function rangeFromOrigin(
  parts: CdnParts,
  request: ViewerRequest,
  behavior: Behavior,
  about: Exchange,
  whole: OriginAnswer,
): Promise<OriginAnswer> {
  if (whole.body instanceof Readable) whole.body.destroy();
  return fromOrigin(parts, request, behavior, about, { range: request.headers['range']! });
}

const passedOn = ({ status, headers, setCookies, body }: OriginAnswer): Result => ({
  status,
  headers: { ...headers, ...(setCookies.length > 0 && { 'set-cookie': [...setCookies] }) },
  body,
  type: status >= 400 ? 'Error' : 'Miss',
  detail: status >= 400 ? 'Error' : 'Miss',
  originStatus: status,
});

const TYPES: Readonly<Record<Outcome, 'Hit' | 'RefreshHit' | 'Miss'>> = {
  Hit: 'Hit',
  RefreshHit: 'RefreshHit',
  Miss: 'Miss',
  OriginShieldHit: 'Miss',
};

function fromCopy(
  copy: Copy,
  outcome: Outcome,
  request: ViewerRequest,
  now: Instant,
  requestId: string,
): Result {
  const failed = copy.status >= 400;
  const headers: Record<string, string | string[]> = { ...copy.headers };
  if (copy.setCookies.length > 0) headers['set-cookie'] = [...copy.setCookies];
  if (outcome === 'Hit') headers['age'] = String(Math.floor((now - copy.stored) / 1_000));
  const base = {
    type: failed ? ('Error' as const) : TYPES[outcome],
    detail: failed ? 'Error' : outcome,
    originStatus: copy.status,
  };
  if (!READS.has(request.method)) return { ...base, status: copy.status, headers, body: copy.body };
  if (isUnmodified(request.headers, copy)) {
    delete headers['content-length'];
    return { ...base, status: 304, headers, body: undefined };
  }
  const spans = request.method === 'GET' ? requestedSpans(request.headers, copy) : undefined;
  if (spans === undefined) return { ...base, status: copy.status, headers, body: copy.body };
  if (spans.length === 0) {
    headers['content-range'] = `bytes */${copy.body.length}`;
    delete headers['content-length'];
    return { ...base, status: 416, headers, body: Buffer.alloc(0) };
  }
  const part = partial(copy, spans, requestId.slice(0, 20));
  const length = String(part.body.length);
  return {
    ...base,
    status: 206,
    headers: { ...headers, ...part.headers, 'content-length': length },
    body: part.body,
  };
}

/** The page that the distribution shows in the place of an error; when it fails too, its own failure is shown. */
async function errorPageFor(
  parts: CdnParts,
  error: CustomErrorResponse,
  request: ViewerRequest,
  answer: Result,
  about: Exchange,
): Promise<Result> {
  if (answer.body instanceof Readable) answer.body.destroy();
  const path = error.ResponsePagePath!;
  const { range: _range, 'if-none-match': _known, 'if-modified-since': _since, ...headers } = request.headers;
  const asked = { ...request, method: 'GET', path, query: '', headers, body: undefined };
  const page = await respond(parts, asked, behaviorFor(about.site, path), about);
  const failed = page.status >= 400;
  return {
    ...page,
    status: failed ? page.status : Number(error.ResponseCode),
    type: 'Error',
    detail: answer.detail,
    originStatus: answer.originStatus,
  };
}

function withPolicy(
  { kernel }: CdnParts,
  result: Result,
  { responseHeaders: policy }: Behavior,
  viewer: ViewerRequest,
  { journey, pop, requestId, firstByte }: Exchange,
): Result {
  if (policy === undefined) return result;
  const { type, headers } = result;
  applyResponsePolicy(policy, viewer, headers);
  const timing = policy.ServerTimingHeadersConfig;
  if (timing !== undefined && isTimed(timing, viewer.headers['pragma'], () => kernel.ids.random())) {
    const timed = { type, journey, requestId, pop: pop.code, firstByte: firstByte() };
    headers['server-timing'] = serverTiming(timed, headers['server-timing'] as string | undefined);
  }
  return result;
}
