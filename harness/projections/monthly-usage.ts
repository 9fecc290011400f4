/**
 * A workload's usage, month by month, in the dimensions of the price catalogue.
 *
 * A view fetches a thumbnail, or the original for the share that wants it, and for all once thumbnails have expired.
 * The thumbnail function reads an original once and writes its renditions.
 *
 * Gaps: storage of logs, backups, replication and incomplete uploads are left out; every view is one request.
 */
import type { Used } from './bill.ts';
import { monthsFrom, type Month } from './calendar.ts';
import { createCohorts, type Cohorts } from './cohorts.ts';
import { edgeUsage } from './edge-usage.ts';
import { amount } from './money.ts';
import type { PriceBook } from './price-book.ts';
import { originalResidences, stretches, thumbnailResidences } from './schedule.ts';
import { sizeClasses } from './sizes.ts';
import { storedMonth, type ObjectKind, type StoredMonth } from './stored-objects.ts';
import type { Workload } from './workload.ts';

const GB = 2 ** 30;

export interface MonthlyUsage {
  readonly month: Month;
  readonly uploads: number;
  /** Images stored at the month's end. */
  readonly images: number;
  readonly views: number;
  /** Views that reached the bucket. */
  readonly originReads: number;
  readonly servedBytes: number;
  /** Bytes stored on the last day, by class. */
  readonly stored: ReadonlyMap<string, number>;
  /** GB-months charged for objects that left their class early. */
  readonly earlyDeletion: number;
  readonly used: readonly Used[];
}

export function monthlyUsage(workload: Workload, book: PriceBook): readonly MonthlyUsage[] {
  const months = monthsFrom(workload.start, workload.months);
  const cohorts = createCohorts(workload, months);
  const kinds = objectKinds(workload);
  const missed = missedShare(workload);
  let written = 0;
  return months.map((month) => {
    const stored = storedMonth(kinds, cohorts, month, book, missed);
    const uploads = cohorts.aged(month.firstDay + month.days - 1, 0, month.days);
    const views = total(stored.wanted);
    const servedBytes = total(stored.wantedBytes);
    const served = { requests: views, bytes: servedBytes, misses: views * missed };
    written += uploads;
    return {
      month,
      uploads,
      images: imagesAt(workload, cohorts, month),
      views,
      originReads: served.misses,
      servedBytes,
      stored: stored.stored,
      earlyDeletion: stored.earlyByteDays / GB / month.days,
      used: [
        ...storageUsage(workload, month, stored, missed),
        ...uploadUsage(workload, uploads, missed * views),
        ...tableUsage(workload, uploads, views, written),
        ...(workload['cdn.plan'] === 'none'
          ? [used('DataTransfer', 'out.internet', workload.region, servedBytes / GB)]
          : edgeUsage(workload, served, book)),
      ],
    };
  });
}

/** Share of views that no cache answers. */
const missedShare = (workload: Workload): number =>
  workload['cdn.plan'] === 'none' ? 1 : Math.max(0, 1 - workload['cdn.hitRatio']);

const total = (quantities: ReadonlyMap<string, number>): number =>
  [...quantities.values()].reduce((sum, quantity) => sum + quantity, 0);

const used = (service: string, sku: string, region: string, quantity: number): Used => ({
  service,
  sku,
  region,
  quantity: amount(quantity),
});

const imagesAt = (workload: Workload, cohorts: Cohorts, { firstDay, days }: Month): number =>
  cohorts.aged(firstDay + days - 1, 0, workload['lifecycle.expire'] + 1);

function objectKinds(workload: Workload): readonly ObjectKind[] {
  const thumbnails = workload['thumbnail.count'];
  const thumbnailLives = thumbnails === 0 ? 0 : workload['lifecycle.thumbnails'] + 1;
  const wantsOriginal = (age: number): number => (age < thumbnailLives ? workload['views.originals'] : 1);
  const originals = sizeClasses(workload).map(({ share, bytes }) => ({
    perImage: share,
    bytes,
    stretches: stretches(workload, originalResidences(workload, bytes)),
    wanted: ({ from }: { readonly from: number }) => share * wantsOriginal(from),
  }));
  if (thumbnails === 0) return originals;
  return [
    ...originals,
    {
      perImage: thumbnails,
      bytes: workload['thumbnail.size'],
      stretches: stretches(workload, thumbnailResidences(workload)),
      wanted: ({ from }) => 1 - wantsOriginal(from),
    },
  ];
}

/** Archives answer reads only after a restore. */
const ARCHIVES = new Set(['GLACIER', 'DEEP_ARCHIVE']);
/** Classes that charge for bytes read. */
const RETRIEVAL = new Set(['STANDARD_IA', 'ONEZONE_IA', 'GLACIER_IR']);

function storageUsage(
  { region }: Workload,
  { days }: Month,
  stored: StoredMonth,
  missed: number,
): readonly Used[] {
  const s3 = (sku: string, quantity: number): Used => used('S3', sku, region, quantity);
  const reads = [...stored.wanted].flatMap(([name, views]) => {
    const gigabytes = ((stored.wantedBytes.get(name) ?? 0) / GB) * missed;
    const thousands = (views / 1_000) * missed;
    if (ARCHIVES.has(name)) {
      return [
        s3(`restore.requests.${name}.standard`, thousands),
        s3(`retrieval.${name}.standard`, gigabytes),
      ];
    }
    return [
      s3(`requests.GET_other.${name}`, thousands),
      ...(RETRIEVAL.has(name) ? [s3(`retrieval.${name}`, gigabytes)] : []),
    ];
  });
  return [
    ...[...stored.byteDays].map(([name, byteDays]) => s3(`storage.${name}`, byteDays / GB / days)),
    ...[...stored.transitions].map(([name, moved]) => s3(`lifecycle.transition.${name}`, moved / 1_000)),
    s3('monitoring.INTELLIGENT_TIERING', stored.monitoredDays / days / 1_000),
    ...reads,
  ];
}

const KMS_CALLS_WITH_BUCKET_KEY = 0.01;

function uploadUsage(workload: Workload, uploads: number, originReads: number): readonly Used[] {
  const { region } = workload;
  const thumbnails = workload['thumbnail.count'];
  const writes = uploads * (1 + thumbnails);
  const invocations = thumbnails === 0 ? 0 : uploads;
  const seconds = (workload['function.memory'] / GB) * (workload['function.duration'] / 1_000);
  const api = workload['api.kind'];
  return [
    used('S3', 'requests.PUT_COPY_POST_LIST.STANDARD', region, writes / 1_000),
    used('S3', 'requests.GET_other.STANDARD', region, invocations / 1_000),
    used('Lambda', 'requests', region, invocations / 1e6),
    used('Lambda', `duration.${workload['function.architecture']}`, region, invocations * seconds),
    used('CloudWatchLogs', 'ingestion.standard', region, (invocations * workload['logs.perInvocation']) / GB),
    ...(api === 'none'
      ? []
      : [used('APIGateway', `${api}.requests`, region, (uploads * workload['api.callsPerUpload']) / 1e6)]),
    used('SQS', 'standard.requests', region, (uploads * workload['queue.perUpload']) / 1e6),
    ...(workload['encryption.kms'] ? kmsUsage(workload, writes + invocations + originReads) : []),
  ];
}

/** A bucket key takes the place of up to 99 % of the calls to KMS. */
function kmsUsage(workload: Workload, operations: number): readonly Used[] {
  const calls = operations * (workload['encryption.bucketKey'] ? KMS_CALLS_WITH_BUCKET_KEY : 1);
  return [
    used('KMS', 'key', workload.region, 1),
    used('KMS', 'requests.symmetric', workload.region, calls / 1e4),
  ];
}

function tableUsage(workload: Workload, uploads: number, views: number, written: number): readonly Used[] {
  const { region } = workload;
  return [
    used('DynamoDB', 'onDemand.WRU', region, (uploads * workload['table.writesPerUpload']) / 1e6),
    used('DynamoDB', 'onDemand.RRU', region, (views * workload['table.readsPerView']) / 1e6),
    used('DynamoDB', 'storage.STANDARD', region, (written * workload['table.itemSize']) / GB),
  ];
}
