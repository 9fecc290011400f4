/**
 * What requests leave behind: counts for the bill at once, metrics and access logs in batches on the clock, as AWS
 * delivers them (aws.md sections A.21 and A.22).
 *
 * Gaps: AWS writes logs by an ACL grant to `awslogsdelivery`; here the bucket's policy decides on the principal
 * `delivery.logs.amazonaws.com`. What a crash finds undelivered is lost, as AWS reserves for itself.
 */
import { gzipSync } from 'node:zlib';
import { minutes, toIso, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { MetricDatum } from '../../kernel/ports.ts';
import { LOG_HEADER, logLine, type LoggedRequest } from './access-log.ts';
import type { Site } from './site.ts';

interface Counts {
  requests: number;
  downloaded: number;
  uploaded: number;
  clientErrors: number;
  serverErrors: number;
  hits: number;
}

const METRICS_EVERY: Duration = minutes(1);
const LOGS_EVERY: Duration = minutes(5);
/** A batch is delivered early when it holds this many lines. */
const MOST_LINES = 50_000;

export class Traffic {
  readonly #kernel: Kernel;
  readonly #counts = new Map<Site, Counts>();
  readonly #lines = new Map<string, { readonly site: Site; lines: string[] }>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  record(request: LoggedRequest): void {
    this.#bill(request);
    this.#count(request);
    if (request.site.logging !== undefined) this.#log(request);
  }

  #bill({ site, viewer, bytesSent, pop }: LoggedRequest): void {
    const dimension = {
      service: 'cloudfront',
      operation: viewer.method,
      resource: site.id,
      accountId: site.account,
      region: pop.region,
    };
    const requests = viewer.scheme === 'https' ? 'Requests-HTTPS' : 'Requests-HTTP';
    this.#kernel.meter.add({ ...dimension, usageType: requests }, 1);
    this.#kernel.meter.add({ ...dimension, usageType: 'DataTransfer-Out-Bytes' }, bytesSent);
  }

  #count({ site, result, bytesSent, viewer, now }: LoggedRequest): void {
    let counts = this.#counts.get(site);
    if (counts === undefined) {
      counts = { requests: 0, downloaded: 0, uploaded: 0, clientErrors: 0, serverErrors: 0, hits: 0 };
      this.#counts.set(site, counts);
      this.#kernel.clock.schedule(now + METRICS_EVERY, () => this.#publish(site));
    }
    counts.requests += 1;
    counts.downloaded += bytesSent;
    counts.uploaded += Number(viewer.headers['content-length'] ?? 0);
    if (result.status >= 500) counts.serverErrors += 1;
    else if (result.status >= 400) counts.clientErrors += 1;
    if (result.type === 'Hit' || result.type === 'RefreshHit') counts.hits += 1;
  }

  #publish(site: Site): void {
    const counts = this.#counts.get(site);
    this.#counts.delete(site);
    if (counts === undefined) return;
    const { clock, home, ports } = this.#kernel;
    const at = clock.now() - METRICS_EVERY;
    const share = (part: number): number => (part / counts.requests) * 100;
    const dimensions = { DistributionId: site.id, Region: 'Global' };
    const datum = (name: string, value: number, unit: string): MetricDatum => ({
      namespace: 'AWS/CloudFront',
      name,
      dimensions,
      value,
      unit,
      at,
    });
    ports
      .find('metrics')
      ?.put({ ...home, accountId: site.account, region: 'us-east-1' }, [
        datum('Requests', counts.requests, 'None'),
        datum('BytesDownloaded', counts.downloaded, 'None'),
        datum('BytesUploaded', counts.uploaded, 'None'),
        datum('4xxErrorRate', share(counts.clientErrors), 'Percent'),
        datum('5xxErrorRate', share(counts.serverErrors), 'Percent'),
        datum('TotalErrorRate', share(counts.clientErrors + counts.serverErrors), 'Percent'),
        datum('CacheHitRate', share(counts.hits), 'Percent'),
      ]);
  }

  #log(request: LoggedRequest): void {
    const { site, now } = request;
    let batch = this.#lines.get(site.id);
    if (batch === undefined) {
      batch = { site, lines: [] };
      this.#lines.set(site.id, batch);
      this.#kernel.clock.schedule(now + LOGS_EVERY, () => this.#deliver(site.id));
    }
    batch.lines.push(logLine(request));
    if (batch.lines.length >= MOST_LINES) {
      this.#kernel.clock.schedule(now, () => this.#deliver(site.id));
    }
  }

  async #deliver(id: string): Promise<void> {
    const batch = this.#lines.get(id);
    this.#lines.delete(id);
    const { logging, account, arn } = batch?.site ?? {};
    if (batch === undefined || logging === undefined || account === undefined) return;
    const { clock, ids, home, journal, ports } = this.#kernel;
    const key = `${logging.prefix}${id}.${hourOf(clock.now())}.${ids.hex(8)}.gz`;
    const cause = journal.append({
      type: 'cdn.log',
      cause: 0,
      distribution: id,
      bucket: logging.bucket,
      key,
    });
    try {
      await ports.find('objects')?.write({
        scope: { ...home, accountId: account },
        principal: {
          kind: 'service',
          service: 'delivery.logs.amazonaws.com',
          sourceAccount: account,
          ...(arn !== undefined && { sourceArn: arn }),
        },
        bucket: logging.bucket,
        key,
        body: gzipSync(`${LOG_HEADER}${batch.lines.join('')}`),
        contentType: 'application/x-gzip',
        cause,
      });
    } catch (error) {
      journal.append({ type: 'cdn.log-refused', cause, distribution: id, error: String(error) });
    }
  }
}

/** Counts, for the bill, a request that a regional cache has sent on to a shield elsewhere. */
export function meterShielded({ meter }: Kernel, site: Site, operation: string, region: string): void {
  const { id: resource, account: accountId } = site;
  const usageType = 'OriginShield-Requests';
  meter.add({ service: 'cloudfront', usageType, operation, resource, accountId, region }, 1);
}

/** `2026-11-20-17` */
const hourOf = (now: Instant): string => toIso(now).slice(0, 13).replace('T', '-');
