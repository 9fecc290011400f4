/**
 * The end of the row of caches: asks the origin, confirms a stale copy with it where it can, and decides how long the
 * answer is good (aws.md sections A.6, A.7, A.12).
 */
import type { CustomErrorResponse } from '@aws-sdk/client-cloudfront';
import { Readable } from 'node:stream';
import type { Clock } from '../../kernel/clock.ts';
import { seconds, type Duration, type Instant } from '../../kernel/instant.ts';
import { confirmedHeaders, type Copy, type Headers } from './copy.ts';
import { errorFreshFor, freshFor } from './freshness.ts';
import { OriginFailure, type OriginAnswer } from './origin-answer.ts';
import type { Site } from './site.ts';
import type { Ask, Fetched, Source } from './tier.ts';
import { variedHeaders, variesByEverything } from './vary.ts';

/** Conditional headers by which an origin confirms a copy. */
export type Validators = Readonly<Record<string, string>>;

export interface OriginSourceParts {
  readonly clock: Clock;
  readonly site: Site;
  /** The path of the viewer's request, with its query: what invalidations are held against. */
  readonly path: string;
  readonly fetch: (ask: Ask, validators: Validators) => Promise<OriginAnswer>;
}

const ERROR_CACHING = seconds(10);
const MOST_TAGS = 50;

/** How long an error of this status is remembered at least. */
export const errorCaching = (response: CustomErrorResponse | undefined): Duration =>
  response?.ErrorCachingMinTTL === undefined ? ERROR_CACHING : seconds(response.ErrorCachingMinTTL);

export class OriginSource implements Source {
  readonly #parts: OriginSourceParts;

  constructor(parts: OriginSourceParts) {
    this.#parts = parts;
  }

  async fetch(ask: Ask, stale: Copy | undefined): Promise<Fetched> {
    const { clock, fetch } = this.#parts;
    try {
      const answer = await fetch(ask, stale === undefined ? {} : validatorsOf(stale));
      if (answer.body instanceof Readable) return { passing: answer };
      const now = clock.now();
      if (stale !== undefined && answer.status === 304) {
        const headers = confirmedHeaders(stale.headers, answer.headers);
        const expires = now + freshFor(ask.behavior.ttl, headers, now);
        return { copy: { ...stale, headers, stored: now, expires }, outcome: 'RefreshHit' };
      }
      return { copy: this.#copyOf(ask, answer, answer.body, now), outcome: 'Miss' };
    } catch (error) {
      if (!(error instanceof OriginFailure)) throw error;
      return { copy: this.#failureCopy(error, clock.now()), outcome: 'Miss' };
    }
  }

  #copyOf(ask: Ask, answer: OriginAnswer, body: Buffer, now: Instant): Copy {
    const { status, headers, setCookies } = answer;
    return {
      status,
      headers: variedHeaders(headers, ask.behavior),
      setCookies,
      body,
      stored: now,
      source: answer,
      expires: now + this.#lifetime(ask, answer, now),
      site: this.#parts.site.id,
      path: this.#parts.path,
      tags: tagsOf(headers, this.#parts.site.tagHeader),
    };
  }

  #lifetime({ behavior, cacheable }: Ask, { status, headers }: OriginAnswer, now: Instant): Duration {
    if (!cacheable || status === 206 || status === 416) return 0;
    if (variesByEverything(headers) && behavior.ttl.min === 0) return 0;
    if (status < 400) return freshFor(behavior.ttl, headers, now);
    const least = errorCaching(this.#parts.site.errorResponses.get(status));
    return errorFreshFor(status, behavior.ttl, headers, least, now);
  }

  #failureCopy(failure: OriginFailure, now: Instant): Copy {
    const { status, explanation, detail } = failure;
    const { site, path } = this.#parts;
    return {
      status,
      headers: {},
      setCookies: [],
      body: Buffer.alloc(0),
      stored: now,
      source: failure,
      expires: detail.startsWith('Lambda') ? now : now + errorCaching(site.errorResponses.get(status)),
      failure: { explanation, detail },
      site: site.id,
      path,
      tags: [],
    };
  }
}

function validatorsOf({ status, headers }: Copy): Validators {
  if (status >= 400) return {};
  const { etag, 'last-modified': modified } = headers;
  return {
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(modified !== undefined && { 'if-modified-since': modified }),
  };
}

function tagsOf(headers: Headers, name: string | undefined): readonly string[] {
  const text = name === undefined ? undefined : headers[name];
  if (text === undefined) return [];
  const tags = text.split(',').map((tag) => tag.trim().toLowerCase());
  return tags.filter((tag) => /^[\u0021-\u007e]{1,256}$/.test(tag)).slice(0, MOST_TAGS);
}
