/** Token buckets on the emulated clock: so many requests at once, so many more a second. */
import { seconds, type Instant } from '../../kernel/instant.ts';

export interface Rate {
  /** Requests a second. */
  readonly rateLimit?: number | undefined;
  /** How many at once; as many as in a second unless given. */
  readonly burstLimit?: number | undefined;
}

export class Throttle {
  readonly #buckets = new Map<string, { tokens: number; at: Instant }>();

  /** Takes a token; false when there is none. What has no rate is never throttled. */
  take(name: string, rate: Rate | undefined, now: Instant): boolean {
    if (rate?.rateLimit === undefined && rate?.burstLimit === undefined) return true;
    const burst = rate.burstLimit ?? Math.max(1, rate.rateLimit ?? 0);
    const bucket = this.#buckets.get(name) ?? { tokens: burst, at: now };
    const gained = (Math.max(0, now - bucket.at) / seconds(1)) * (rate.rateLimit ?? 0);
    const tokens = Math.min(burst, bucket.tokens + gained);
    const taken = tokens >= 1;
    this.#buckets.set(name, { tokens: taken ? tokens - 1 : tokens, at: now });
    return taken;
  }
}
