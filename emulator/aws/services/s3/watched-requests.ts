/**
 * Requests to buckets that keep books on them: access logs, request metrics. An operation that finds its bucket leaves
 * the call here; when the answer is known, the books are kept. Buckets without books cost two look-ups.
 *
 * Evidence: fact sheet S3 §11.15. Requests that were refused before their bucket was looked at (a bad signature) count
 * for the bucket that they address.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import type { WireRequest, WireResponse } from '../../wire/message.ts';
import { s3Address } from '../../wire/s3-addressing.ts';
import type { Bucket } from './bucket.ts';
import type { BucketConfigs } from './bucket-configs.ts';
import type { Buckets } from './bucket.ts';

/** A request and its answer. */
export interface WatchedRequest {
  readonly bucket: Bucket;
  readonly key: string | undefined;
  /** Undefined when the request was refused before anybody knew whose it was. */
  readonly call: Call | undefined;
  readonly request: WireRequest;
  readonly answer: WireResponse;
}

export type Book = (watched: WatchedRequest) => void;

export class WatchedRequests {
  readonly #buckets: Buckets;
  readonly #configs: BucketConfigs;
  readonly #calls = new WeakMap<WireRequest, { readonly call: Call; readonly bucket: Bucket }>();
  readonly #books: Book[] = [];

  constructor(buckets: Buckets, configs: BucketConfigs) {
    this.#buckets = buckets;
    this.#configs = configs;
  }

  /** Adds a book; it decides for itself whether a bucket's configuration wants it kept. */
  keep(book: Book): void {
    this.#books.push(book);
  }

  /** Remembers which bucket a call is about, if that bucket keeps books. */
  watch(call: Call, bucket: Bucket): void {
    if (call.wire !== undefined && this.#keepsBooks(bucket)) this.#calls.set(call.wire, { call, bucket });
  }

  /** Writes a finished request into the books. */
  finish(request: WireRequest, answer: WireResponse): void {
    const watched = this.#calls.get(request) ?? this.#refused(request, answer);
    if (watched === undefined) return;
    const { bucket, call } = watched;
    const { key } = s3Address(request);
    for (const book of this.#books) book({ bucket, call, key, request, answer });
  }

  #refused(
    request: WireRequest,
    { status }: WireResponse,
  ): { readonly call: undefined; readonly bucket: Bucket } | undefined {
    if (status < 400) return undefined;
    const bucket = this.#addressed(request);
    return bucket !== undefined && this.#keepsBooks(bucket) ? { call: undefined, bucket } : undefined;
  }

  #addressed(request: WireRequest): Bucket | undefined {
    try {
      return this.#buckets.find(s3Address(request).bucket ?? '');
    } catch (error) {
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  }

  #keepsBooks(bucket: Bucket): boolean {
    return (
      this.#configs.get(bucket, 'logging') !== undefined || this.#configs.names(bucket, 'metrics').length > 0
    );
  }
}
