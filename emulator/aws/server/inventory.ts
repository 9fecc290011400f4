/** What there is in a cloud's home account and region, at a glance: for a person who looks, who is no caller and pays nothing. */
import type { Services } from '../cloud.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** Most objects of a bucket that are counted. */
const MOST_OBJECTS = 1_000;
const NEWEST_OBJECTS = 24;
const MOST_BUCKETS = 100;

export function inventoryOf({ s3, sqs, lambda }: Services, { home, clock }: Kernel): object {
  const now = clock.now();
  const buckets = s3.buckets.list(home.accountId, {}, MOST_BUCKETS).map((bucket) => {
    const all = { prefix: '', delimiter: undefined, seek: '', limit: MOST_OBJECTS };
    const { rows, truncated } = s3.listings.objects(bucket, all);
    return {
      name: bucket.name,
      region: bucket.region,
      objects: rows.length,
      isMore: truncated,
      bytes: rows.reduce((sum, { size }) => sum + size, 0),
      newest: rows
        .toSorted((one, other) => other.modified - one.modified)
        .slice(0, NEWEST_OBJECTS)
        .map(({ key, size, etag, modified }) => ({ key, size, etag, modified })),
    };
  });
  const queues = sqs.queues.all().map((queue) => ({ name: queue.name, ...sqs.messages.counts(queue, now) }));
  const functions = lambda.functions.all().map(({ name }) => ({ name }));
  return { buckets, queues, functions };
}
