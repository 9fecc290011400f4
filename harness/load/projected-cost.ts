/**
 * What a run is going to cost at AWS, before it is sent: the usage of one iteration times the iterations, at list prices
 * without free allowances. The usage is an estimate by hand, rounded up from what smoke runs on the embedded cloud metered
 * (2026-11-28).
 *
 * Gaps: storage is counted for one month; a target that answers slowly is looked at more often for its thumbnail.
 */
import { readPrices } from '#fixtures';
import { billOf, type Used } from '../projections/bill.ts';
import { amount } from '../projections/money.ts';
import { createPriceBook } from '../projections/price-book.ts';
import type { Pace, ProfileName } from './pace.ts';

const GB = 2 ** 30;
const THUMBNAIL = 13_500;
/** GB-seconds of the thumbnail function, cold starts included. */
const THUMBNAIL_TIME = 0.5;

/** Of one iteration, in plain numbers. */
interface IterationUsage {
  readonly puts?: number;
  readonly gets?: number;
  readonly bytesOut?: number;
  readonly bytesStored?: number;
  readonly queueRequests?: number;
  readonly notifications?: number;
  readonly invocations?: number;
  readonly gigabyteSeconds?: number;
  readonly apiRequests?: number;
  readonly cdnRequests?: number;
  readonly cdnBytes?: number;
  readonly reads?: number;
  readonly writes?: number;
}

const uploading = (bytes: number): IterationUsage => ({
  puts: 2,
  gets: 20,
  bytesOut: bytes + THUMBNAIL,
  bytesStored: bytes + THUMBNAIL,
  queueRequests: 3,
  notifications: 1,
  invocations: 1,
  gigabyteSeconds: THUMBNAIL_TIME,
});

const browsing = (bytes: number): IterationUsage => ({ gets: 10, cdnRequests: 10, cdnBytes: 10 * bytes });

const ITERATIONS: Readonly<Record<string, (bytes: number) => IterationUsage>> = {
  upload: uploading,
  'upload-form': uploading,
  multipart: (bytes) => ({ puts: Math.ceil(bytes / (5 * 2 ** 20)) + 2, gets: 2, bytesOut: 65_536 }),
  'image-api': (bytes) => ({
    puts: 1,
    gets: 1,
    bytesOut: 2 * bytes,
    apiRequests: 5,
    invocations: 5,
    gigabyteSeconds: 0.3,
    reads: 6,
    writes: 2,
  }),
  browse: browsing,
  'browse-warm': browsing,
  'browse-signed': browsing,
  mixed: (bytes) => uploading(bytes),
  ingest: (bytes) => ({ puts: 1, queueRequests: 1.5, bytesStored: bytes }),
};

/** Part of the full rate that a profile sends on average; the whole is never exceeded. */
const AVERAGE: Readonly<Partial<Record<ProfileName, number>>> = { ramp: 0.5, breakpoint: 0.5, spike: 0.3 };

/** Dollars. */
export function projectedCost(
  journey: string,
  profile: ProfileName,
  { rate, seconds }: Pace,
  bytes: number,
  region: string,
): number {
  const usage = ITERATIONS[journey]?.(bytes);
  if (usage === undefined) return Number.NaN;
  const iterations = rate * seconds * (AVERAGE[profile] ?? 1);
  const dimension = (service: string, sku: string, quantity = 0, place = region): Used => ({
    service,
    sku,
    region: place,
    quantity: amount(quantity).times(iterations),
  });
  const used = [
    dimension('S3', 'requests.PUT_COPY_POST_LIST.STANDARD', (usage.puts ?? 0) / 1e3),
    dimension('S3', 'requests.GET_other.STANDARD', (usage.gets ?? 0) / 1e3),
    dimension('S3', 'storage.STANDARD', (usage.bytesStored ?? 0) / GB),
    dimension('DataTransfer', 'out.internet', (usage.bytesOut ?? 0) / GB),
    dimension('SQS', 'standard.requests', (usage.queueRequests ?? 0) / 1e6),
    dimension('SNS', 'publish.requests', (usage.notifications ?? 0) / 1e6),
    dimension('Lambda', 'requests', (usage.invocations ?? 0) / 1e6),
    dimension('Lambda', 'duration.x86', usage.gigabyteSeconds),
    dimension('APIGateway', 'REST.requests', (usage.apiRequests ?? 0) / 1e6),
    dimension('DynamoDB', 'onDemand.RRU', (usage.reads ?? 0) / 1e6),
    dimension('DynamoDB', 'onDemand.WRU', (usage.writes ?? 0) / 1e6),
    dimension('CloudFront', 'requests.HTTPS', (usage.cdnRequests ?? 0) / 1e4, 'AU_NZ'),
    dimension('CloudFront', 'dto.internet', (usage.cdnBytes ?? 0) / GB, 'AU_NZ'),
  ];
  return billOf(used, createPriceBook(readPrices()), { freeTier: false }).total.toNumber();
}
