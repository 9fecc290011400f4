import type { BucketsElsewhere } from './buckets-elsewhere.ts';

/** What whoever runs a cloud can say about its CDN. */
export interface CdnOptions {
  /**
   * Where custom origins are really served, by domain name: `{ 'api.example.com': 'http://127.0.0.1:3000' }`. Without an
   * entry an origin must be on loopback or be served by this cloud itself; nothing else is ever connected to.
   */
  readonly origins?: Readonly<Record<string, string>>;
  /** Where the buckets of S3 origins really are, when they are not this cloud's own: another S3, on loopback. */
  readonly buckets?: BucketsElsewhere;
  /** Most bytes that each cache keeps; 64 MiB unless said otherwise. */
  readonly cacheBytes?: number;
  /**
   * What distances cost. `off`: nothing; `real`: answers come as late as they would; `virtual`: answers come at once and
   * say how late they would have come. `off` unless said otherwise.
   */
  readonly latency?: 'off' | 'real' | 'virtual';
  /** The region near which viewers are who do not say where they are; `us-east-1` unless said otherwise. */
  readonly viewer?: string;
}
