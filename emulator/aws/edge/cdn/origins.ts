/**
 * Where a behavior's requests end: an origin, or a group of two of which the second steps in when the first fails or
 * answers one of the statuses that count as failing (aws.md sections A.12 and A.15).
 */
import type { Readable } from 'node:stream';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { isOwnControl } from '../../kernel/outbound.ts';
import { ANONYMOUS, type Principal } from '../../kernel/scope.ts';
import type { CloudFront } from '../../services/cloudfront/cloudfront.ts';
import { bucketOf } from '../../services/cloudfront/origin-rules.ts';
import { itemsOf } from '../../services/cloudfront/quantities.ts';
import type { Signing } from '../../services/cloudfront/runtime/origin-choice.ts';
import { requestElsewhere, type BucketsElsewhere } from './buckets-elsewhere.ts';
import { addressOf, loopbackAddress, OriginConnections, urlOf } from './custom-origin.ts';
import type { CdnOptions } from './options.ts';
import { OriginFailure, unresolved, type OriginAnswer } from './origin-answer.ts';
import type { OriginRequest } from './origin-request.ts';
import { cloudFrontPrincipal, identityPrincipal, requestBucket } from './s3-origin.ts';
import type { EdgeOrigin, Site } from './site.ts';

export interface OriginCall {
  readonly site: Site;
  /** An origin's id, or a group's. */
  readonly target: string;
  readonly scheme: 'http' | 'https';
  readonly method: string;
  readonly body: Readable | undefined;
  readonly cause: Cause;
  /** Bodies up to this size are taken in whole. */
  readonly most: number;
  /** The request as this origin is to see it, or the answer that a function gives in its place. */
  readonly request: (origin: EdgeOrigin) => Promise<OriginRequest | { readonly answer: OriginAnswer }>;
  /** Told of every origin that is asked. */
  readonly onWay: (origin: EdgeOrigin) => void;
  /** The answer as the viewer's side is to see it. */
  readonly finish: (answer: OriginAnswer, request: OriginRequest) => Promise<OriginAnswer>;
}

interface ElsewhereCall {
  readonly call: OriginCall;
  readonly origin: EdgeOrigin;
  readonly bucket: string;
  readonly request: OriginRequest;
  readonly signing: Signing | undefined;
}

const FAILING_OVER = new Set(['GET', 'HEAD', 'OPTIONS']);
/** The region of a bucket's domain; undefined for what is no bucket. */
export const regionOf = (domain: string): string | undefined =>
  bucketOf(domain) === undefined ? undefined : (REGION.exec(domain)?.[1] ?? 'us-east-1');

const REGION = /\.s3[.-](?:dualstack\.)?([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com$/;

export class Origins {
  readonly #kernel: Kernel;
  readonly #cloudfront: CloudFront;
  readonly #options: Pick<CdnOptions, 'buckets' | 'origins'>;
  readonly #connections: OriginConnections;

  constructor(kernel: Kernel, cloudfront: CloudFront, options: Pick<CdnOptions, 'buckets' | 'origins'>) {
    this.#kernel = kernel;
    this.#cloudfront = cloudfront;
    this.#options = options;
    this.#connections = new OriginConnections(kernel.clock);
  }

  /** @throws OriginFailure */
  async fetch(call: OriginCall): Promise<OriginAnswer> {
    const group = call.site.groups.get(call.target);
    if (group === undefined) return this.#one(call, call.target);
    const [first = '', second = ''] = itemsOf(group.Members).map(({ OriginId }) => OriginId);
    if (!FAILING_OVER.has(call.method)) return this.#one(call, first);
    const statuses = new Set(itemsOf(group.FailoverCriteria?.StatusCodes));
    try {
      const answer = await this.#one(call, first);
      if (!statuses.has(answer.status)) return answer;
    } catch (error) {
      if (!(error instanceof OriginFailure)) throw error;
    }
    return this.#one(call, second);
  }

  close(): void {
    this.#connections.close();
  }

  async #one(call: OriginCall, id: string): Promise<OriginAnswer> {
    const origin = call.site.origins.get(id)!;
    call.onWay(origin);
    const request = await call.request(origin);
    if ('answer' in request) return request.answer;
    return call.finish(await this.#send(call, origin, request), request);
  }

  async #send(call: OriginCall, origin: EdgeOrigin, request: OriginRequest): Promise<OriginAnswer> {
    const { site, body, cause, most } = call;
    const bucket = origin.S3OriginConfig === undefined ? undefined : bucketOf(origin.DomainName ?? '');
    const signing = this.#signing(site, origin);
    if (bucket !== undefined && this.#options.buckets !== undefined) {
      return this.#askElsewhere(this.#options.buckets, { call, origin, bucket, request, signing });
    }
    if (bucket === undefined || (signing !== 'always' && isSigned(request))) {
      const endpoint = this.#kernel.endpoint();
      const address = addressOf(origin, call.scheme, this.#options.origins ?? {}, endpoint);
      if (isOwnControl(urlOf(address, request), endpoint)) throw unresolved();
      return this.#connections.request(address, origin, request, body, most);
    }
    return requestBucket(this.#kernel, {
      bucket,
      request,
      body,
      cause,
      most,
      region: regionOf(origin.DomainName ?? '') ?? 'us-east-1',
      principal: principalFor(site, origin, signing),
    });
  }

  async #askElsewhere(
    place: BucketsElsewhere,
    { call, origin, bucket, request, signing }: ElsewhereCall,
  ): Promise<OriginAnswer> {
    const signed = signing === 'always' || (signing === 'no-override' && !isSigned(request));
    const now = this.#kernel.clock.now();
    const sent = await requestElsewhere(place, { bucket, request, signed, now });
    const address = loopbackAddress(place.endpoint);
    return this.#connections.request(address, origin, sent, call.body, call.most);
  }

  /** How an origin's access control has requests signed; undefined when it has none. */
  #signing({ account }: Site, { signing, OriginAccessControlId: id }: EdgeOrigin): Signing | undefined {
    const behavior = this.#cloudfront.originAccessControls.find(account, id)?.config.SigningBehavior;
    return signing ?? (behavior === 'always-amz-auth' ? 'always' : behavior);
  }
}

/** Whether the viewer has signed the request for the bucket itself, and the policies let that through. */
const isSigned = ({ headers, query }: OriginRequest): boolean =>
  headers['authorization'] !== undefined || /(?:^|&)X-Amz-Signature=/.test(query);

function principalFor({ account, arn }: Site, origin: EdgeOrigin, signing: Signing | undefined): Principal {
  if (signing !== undefined) return signing === 'never' ? ANONYMOUS : cloudFrontPrincipal(arn, account);
  const identity = /^origin-access-identity\/cloudfront\/(\w+)$/.exec(
    origin.S3OriginConfig?.OriginAccessIdentity ?? '',
  )?.[1];
  return identity === undefined ? ANONYMOUS : identityPrincipal(identity);
}
