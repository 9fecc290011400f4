/**
 * Server access logs. Records are gathered per bucket and delivered some minutes later, as the service principal
 * `logging.s3.amazonaws.com`: a target bucket whose policy does not let that in gets nothing, and S3 tells nobody. What
 * was not delivered is in the journal.
 *
 * Evidence: fact sheet S3 §10.2 (the principal), §11.15 (names of log objects; best effort).
 * Gaps: records gathered when the process ends are lost.
 */
import type { LoggingEnabled } from '@aws-sdk/client-s3';
import { AwsError } from '../../kernel/aws-error.ts';
import { minutes, toIsoSeconds, type Duration, type Instant } from '../../kernel/instant.ts';
import { accessLogRecord } from './access-log-record.ts';
import { bucketArn, type Bucket } from './bucket.ts';
import type { S3 } from './s3.ts';
import type { WatchedRequest } from './watched-requests.ts';

/** S3 promises no more than "a few hours". */
const GATHERING: Duration = minutes(5);

interface Gathered {
  readonly since: Instant;
  readonly lines: string[];
}

export class AccessLogs {
  readonly #s3: S3;
  readonly #gathered = new Map<string, Gathered>();

  constructor(s3: S3) {
    this.#s3 = s3;
  }

  add(watched: WatchedRequest): void {
    const { bucket } = watched;
    if (this.#s3.configs.get(bucket, 'logging')?.LoggingEnabled === undefined) return;
    const { clock } = this.#s3.kernel;
    const now = clock.now();
    const line = accessLogRecord(watched, now);
    const gathered = this.#gathered.get(bucket.name);
    if (gathered !== undefined) {
      gathered.lines.push(line);
      return;
    }
    this.#gathered.set(bucket.name, { since: now, lines: [line] });
    clock.schedule(now + GATHERING, () => this.#deliver(bucket.name));
  }

  async #deliver(name: string): Promise<void> {
    const { buckets, configs, kernel } = this.#s3;
    const gathered = this.#gathered.get(name);
    this.#gathered.delete(name);
    const bucket = buckets.find(name);
    const logging = bucket && configs.get(bucket, 'logging')?.LoggingEnabled;
    if (gathered === undefined || bucket === undefined || logging === undefined) return;
    const now = kernel.clock.now();
    try {
      await kernel.ports.find('objects')?.write({
        scope: { accountId: bucket.account, region: bucket.region, partition: 'aws' },
        principal: {
          kind: 'service',
          service: 'logging.s3.amazonaws.com',
          sourceArn: bucketArn(name),
          sourceAccount: bucket.account,
        },
        bucket: logging.TargetBucket ?? '',
        key: logKey(bucket, logging, gathered.since, now, kernel.ids.hex(16).toUpperCase()),
        body: Buffer.from(`${gathered.lines.join('\n')}\n`),
        contentType: 'text/plain',
        cause: 0,
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const facts = { bucket: name, destination: bucketArn(logging.TargetBucket ?? ''), error: error.code };
      kernel.journal.append({ type: 's3.undelivered', cause: 0, ...facts });
    }
  }
}

/** `prefix2026-11-20-10-11-12-0123456789ABCDEF`, or the same below account, region, bucket and day. */
export function logKey(
  { name, account, region }: Bucket,
  { TargetPrefix = '', TargetObjectKeyFormat }: LoggingEnabled,
  eventTime: Instant,
  deliveryTime: Instant,
  unique: string,
): string {
  const partitioned = TargetObjectKeyFormat?.PartitionedPrefix;
  if (partitioned === undefined) {
    return `${TargetPrefix}${toIsoSeconds(deliveryTime).replace('Z', '').replaceAll(/[T:]/g, '-')}-${unique}`;
  }
  const byDelivery = partitioned.PartitionDateSource === 'DeliveryTime';
  const [day = '', time = ''] = toIsoSeconds(byDelivery ? deliveryTime : eventTime).split('T');
  const clock = byDelivery ? time.replace('Z', '').replaceAll(':', '-') : '00-00-00';
  return `${TargetPrefix}${account}/${region}/${name}/${day.replaceAll('-', '/')}/${day}-${clock}-${unique}`;
}
