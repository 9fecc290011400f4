/**
 * Caches in a row: the edge a viewer reaches, its region's cache, perhaps a shield, and the origin at the end. Each keeps
 * copies of its own, and lets concurrent misses on one key wait for the first instead of all going on (aws.md section
 * A.20).
 */
import { Readable } from 'node:stream';
import { ByteCache } from '../../kernel/byte-cache.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Behavior } from './behavior.ts';
import { confirmedHeaders, sizeOf, type Copy } from './copy.ts';
import { mayServeOnError, mayServeWhileRevalidating } from './freshness.ts';
import { Journey } from './journey.ts';
import type { OriginAnswer } from './origin-answer.ts';

export interface Ask {
  readonly key: string;
  readonly behavior: Behavior;
  /** Whether an answer may be kept, and others may wait for it. */
  readonly cacheable: boolean;
  /** How long a failing origin is not asked again while a stale copy stands in for it. */
  readonly staleFor: number;
  /** Of whom the answer is for; the time that the way takes is theirs. */
  readonly journey: Journey;
  /** A copy past its time will not do, not even one that may be served while the next is fetched. */
  readonly renewing?: true;
}

/** Where an answer came from, as `X-Cache` says it. */
export type Outcome = 'Hit' | 'RefreshHit' | 'Miss' | 'OriginShieldHit';

export type Fetched =
  | { readonly copy: Copy; readonly outcome: Outcome }
  /** Too large to be kept: passed on as it comes. */
  | { readonly passing: OriginAnswer };

export interface Source {
  /** @param stale a copy past its time, which the source may confirm */
  fetch(ask: Ask, stale: Copy | undefined): Promise<Fetched>;
}

/** Changes a copy before it is kept: compression at the edge. */
export type Finish = (ask: Ask, copy: Copy) => Copy | Promise<Copy>;

export class Tier {
  /** A copy may go before its time, as at AWS. */
  readonly cache: ByteCache<Copy>;
  readonly #clock: Clock;
  readonly #flights = new Map<string, Promise<Fetched>>();

  constructor(clock: Clock, budget: number) {
    this.#clock = clock;
    this.cache = new ByteCache(budget, sizeOf);
  }

  /** The fresh copy, if there is one. */
  fresh(key: string, now: Instant): Copy | undefined {
    const copy = this.cache.get(key);
    return copy !== undefined && isFresh(copy, now) ? copy : undefined;
  }

  async fetch(ask: Ask, next: Source, finish: Finish = (_, copy) => copy): Promise<Fetched> {
    if (!ask.cacheable) return next.fetch(ask, undefined);
    const now = this.#clock.now();
    const held = this.cache.get(ask.key);
    if (held !== undefined && isFresh(held, now)) return { copy: held, outcome: 'Hit' };
    const flight = this.#flights.get(ask.key);
    if (held !== undefined && ask.renewing === undefined && mayServeWhileRevalidating(held, now)) {
      if (flight === undefined) this.#renew(ask, next, finish, now);
      return { copy: held, outcome: 'Hit' };
    }
    if (flight !== undefined) {
      const fetched = await flight;
      if ('copy' in fetched && fetched.copy.expires > fetched.copy.stored) {
        return { copy: fetched.copy, outcome: 'Hit' };
      }
      return this.#load(ask, next, finish);
    }
    const load = this.#load(ask, next, finish);
    this.#flights.set(ask.key, load);
    try {
      return await load;
    } finally {
      this.#flights.delete(ask.key);
    }
  }

  /** Fetches the next copy behind the back of whoever was given the last, and at nobody's expense. */
  #renew(ask: Ask, next: Source, finish: Finish, now: Instant): void {
    const renewing = { ...ask, journey: new Journey(0, false), renewing: true } as const;
    this.#clock.schedule(now, async () => {
      const fetched = await this.fetch(renewing, next, finish);
      if ('passing' in fetched && fetched.passing.body instanceof Readable) fetched.passing.body.destroy();
    });
  }

  async #load(ask: Ask, next: Source, finish: Finish): Promise<Fetched> {
    const stale = this.cache.get(ask.key);
    const fetched = await next.fetch(ask, stale);
    if ('passing' in fetched) {
      this.cache.delete(ask.key);
      return fetched;
    }
    const now = this.#clock.now();
    if (
      stale !== undefined &&
      fetched.copy.status >= 500 &&
      stale.status < 400 &&
      mayServeOnError(stale, now)
    ) {
      const kept = { ...stale, standsInUntil: now + ask.staleFor };
      this.cache.put(ask.key, kept);
      return { copy: kept, outcome: 'Hit' };
    }
    if (fetched.outcome === 'RefreshHit' && stale !== undefined && stale.source === fetched.copy.source) {
      const { headers: confirmation, stored, expires } = fetched.copy;
      const kept = { ...stale, headers: confirmedHeaders(stale.headers, confirmation), stored, expires };
      this.cache.put(ask.key, kept);
      return { copy: kept, outcome: 'RefreshHit' };
    }
    const copy = await finish(ask, fetched.copy);
    if (copy.expires > copy.stored) this.cache.put(ask.key, copy);
    else this.cache.delete(ask.key);
    return { copy, outcome: fetched.outcome };
  }
}

const isFresh = ({ expires, standsInUntil = expires }: Copy, now: Instant): boolean =>
  Math.max(expires, standsInUntil) > now;
