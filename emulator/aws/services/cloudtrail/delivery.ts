/**
 * Delivery of events to buckets: gzipped JSON, some minutes after they happened, as `cloudtrail.amazonaws.com` with the
 * ACL `bucket-owner-full-control`, which the bucket's policy has to let in. What could not be delivered is tried again
 * with what comes next. Evidence: CloudTrail user guide "CloudTrail log file examples" and "Amazon S3 bucket policy for
 * CloudTrail", read 2026-11-20.
 *
 * Gaps: digest files, delivery to CloudWatch Logs and notification by SNS are refused by name where trails ask for them.
 */
import { gzipSync } from 'node:zlib';
import { AwsError } from '../../kernel/aws-error.ts';
import { minutes, toAmzDate, toIso, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Principal } from '../../kernel/scope.ts';
import type { Events } from './events.ts';
import { trailArn, type Trail, type Trails } from './trails.ts';

/** "CloudTrail typically delivers logs within an average of about 5 minutes." */
const GATHERING: Duration = minutes(5);
const MOST_EVENTS = 5_000;

export const DELIVERY_HEADERS = { 'x-amz-acl': 'bucket-owner-full-control' } as const;

export const trailPrincipal = (trail: Pick<Trail, 'scope' | 'name'>): Principal => ({
  kind: 'service',
  service: 'cloudtrail.amazonaws.com',
  sourceArn: trailArn(trail),
  sourceAccount: trail.scope.accountId,
});

/** `prefix/AWSLogs/000000000000/` */
export const logFolder = (prefix: string | undefined, accountId: string): string =>
  `${prefix === undefined ? '' : `${prefix}/`}AWSLogs/${accountId}/`;

export class LogDelivery {
  readonly #kernel: Kernel;
  readonly #trails: Trails;
  readonly #events: Events;
  readonly #due = new Set<number>();

  constructor(kernel: Kernel, trails: Trails, events: Events) {
    this.#kernel = kernel;
    this.#trails = trails;
    this.#events = events;
  }

  /** Takes up what an earlier process left. */
  resume(): void {
    for (const id of this.#events.waiting()) this.soon(id);
  }

  /** Has the events of a trail delivered together. */
  soon(trailId: number): void {
    if (this.#due.has(trailId)) return;
    this.#due.add(trailId);
    const { clock } = this.#kernel;
    clock.schedule(clock.now() + GATHERING, async () => {
      this.#due.delete(trailId);
      const trail = this.#trails.all().find(({ id }) => id === trailId);
      if (trail !== undefined) await this.#deliver(trail);
    });
  }

  async #deliver(trail: Trail): Promise<void> {
    const { clock, journal, store } = this.#kernel;
    const waiting = this.#events.undelivered(trail, MOST_EVENTS);
    const last = waiting.at(-1);
    if (last === undefined) return;
    const byRegion = Map.groupBy(waiting, ({ region }) => region);
    let error: string | undefined;
    try {
      for (const [region, rows] of byRegion) {
        await this.#write(
          trail,
          region,
          rows.map(({ event }) => event),
          clock.now(),
        );
      }
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      error = thrown.code;
    }
    store.transact(() => {
      if (error === undefined) this.#events.delivered(trail, last.id);
      this.#trails.delivered(trail, error, clock.now());
    });
    const facts = { trail: trailArn(trail), bucket: trail.settings.bucket, events: waiting.length };
    journal.append({
      type: 'cloudtrail.delivery',
      cause: 0,
      ...facts,
      ...(error !== undefined && { error }),
    });
    if (error === undefined && waiting.length === MOST_EVENTS) this.soon(trail.id);
  }

  async #write(trail: Trail, region: string, events: readonly string[], now: Instant): Promise<void> {
    const { bucket, prefix } = trail.settings;
    const { accountId } = trail.scope;
    const day = toIso(now).slice(0, 10).replaceAll('-', '/');
    const name = `${accountId}_CloudTrail_${region}_${toAmzDate(now).slice(0, 13)}Z_${this.#kernel.ids.base62(16)}.json.gz`;
    await this.#kernel.ports.find('calls')?.invoke({
      service: 's3',
      operation: 'PutObject',
      input: {
        Bucket: bucket,
        Key: `${logFolder(prefix, accountId)}CloudTrail/${region}/${day}/${name}`,
        Body: gzipSync(`{"Records":[${events.join(',')}]}`),
        ContentType: 'application/json',
        ContentEncoding: 'gzip',
      },
      headers: DELIVERY_HEADERS,
      scope: { ...trail.scope, region },
      principal: trailPrincipal(trail),
      cause: 0,
    });
  }
}
