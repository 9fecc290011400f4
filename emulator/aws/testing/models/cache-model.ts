/**
 * What a CDN's cache is to one viewer: a copy for each path and how long it is good. Written from the CloudFront developer
 * guide ("Managing how long content stays in the cache", "Request and response behavior") and RFC 9111, 2026-11. Times
 * are seconds.
 */
export interface Ttl {
  readonly min: number;
  readonly initial: number;
  readonly max: number;
}

/** What stands at the origin. */
export interface Resource {
  readonly status: 200 | 404;
  readonly revision: number;
  readonly cacheControl: string | undefined;
}

interface Copy extends Resource {
  stored: number;
  until: number;
}

/** What the viewer and the origin see of one request. */
export interface Exchange {
  readonly status: number;
  readonly revision: number | undefined;
  readonly cacheControl: string | undefined;
  readonly outcome: 'Hit' | 'RefreshHit' | 'Miss' | 'Error';
  readonly age: number | undefined;
  /** How the origin was asked, if it was. */
  readonly asked: 'whole' | 'conditional' | undefined;
}

const ERRORS = 10;
const INVALIDATION = 5;

export class CacheModel {
  resource: Resource = { status: 200, revision: 1, cacheControl: undefined };
  readonly #ttl: Ttl;
  #copy: Copy | undefined;
  #now = 0;
  /** When invalidations under way will be complete. */
  #invalidations: number[] = [];

  constructor(ttl: Ttl) {
    this.#ttl = ttl;
  }

  /** Takes effect when it is complete, on what came in meanwhile too. */
  invalidate(): void {
    this.#invalidations.push(this.#now + INVALIDATION);
  }

  wait(seconds: number): void {
    this.#now += seconds;
    const open = this.#invalidations.filter((at) => at > this.#now);
    if (open.length < this.#invalidations.length) this.#copy = undefined;
    this.#invalidations = open;
  }

  /** @param has the revision that the viewer says it has */
  view(has: number | undefined): Exchange {
    const copy = this.#copy;
    if (copy !== undefined && this.#now < copy.until) return this.#shown(copy, 'Hit', undefined, has);
    const known = copy !== undefined && copy.status === 200;
    const asked = known ? 'conditional' : 'whole';
    if (known && copy.revision === this.resource.revision && this.resource.status === 200) {
      // The confirmation brings the headers up to date, how long the copy is good included.
      const confirmed = { ...copy, cacheControl: this.resource.cacheControl ?? copy.cacheControl };
      this.#copy = { ...confirmed, stored: this.#now, until: this.#now + this.#goodFor(confirmed) };
      return this.#shown(this.#copy, 'RefreshHit', asked, has);
    }
    const fetched = { ...this.resource, stored: this.#now, until: this.#now + this.#goodFor(this.resource) };
    this.#copy = fetched.until > this.#now ? fetched : undefined;
    return this.#shown(fetched, 'Miss', asked, has);
  }

  #goodFor({ status, cacheControl }: Resource): number {
    const { min, initial, max } = this.#ttl;
    if (max === 0) return 0;
    const stated =
      /(?:^|[ ,])s-maxage=(\d+)/.exec(cacheControl ?? '') ??
      /(?:^|[ ,])max-age=(\d+)/.exec(cacheControl ?? '');
    const seconds = stated === null ? undefined : Number(stated[1]);
    if (status === 404) return Math.max(ERRORS, Math.min(seconds ?? 0, max));
    if (/no-store|no-cache|private/.test(cacheControl ?? '')) return min;
    return seconds === undefined ? Math.max(min, initial) : Math.min(Math.max(seconds, min), max);
  }

  #shown(
    { status, revision, cacheControl, stored }: Copy,
    outcome: Exchange['outcome'],
    asked: Exchange['asked'],
    has: number | undefined,
  ): Exchange {
    const unchanged = status === 200 && has === revision;
    return {
      status: unchanged ? 304 : status,
      revision: unchanged ? undefined : revision,
      cacheControl,
      outcome: status === 404 ? 'Error' : outcome,
      age: outcome === 'Hit' ? this.#now - stored : undefined,
      asked,
    };
  }
}
