/**
 * What is stored, counted once a day at midnight UTC: for the bill in byte-hours per storage class, for CloudWatch as
 * the daily storage metrics. Old versions and parts of uploads under way count like everything else; parts on their way
 * to an archive are staged at the standard class's rate. An archived object takes 32 KiB in its class and 8 KiB in the
 * standard class for its index, a small one in infrequent access what is missing to the least billed size.
 *
 * Evidence: "Amazon S3 daily storage metrics", "Understanding your AWS billing and usage reports for Amazon S3" (User
 * Guide), 2026-11. Gaps: objects in INTELLIGENT_TIERING stay in its frequent access tier.
 */
import type { Instant } from '../../kernel/instant.ts';
import { atMidnights } from '../../kernel/midnights.ts';
import type { MetricDatum } from '../../kernel/ports.ts';
import type { Statement } from '../../kernel/store.ts';
import type { Bucket } from './bucket.ts';
import { LEAST_BILLED_BYTES } from './class-charges.ts';
import type { S3 } from './s3.ts';
import { versionsWhere } from './schema.ts';
import type { StorageClass } from './storage-class.ts';

interface StorageNames {
  /** The bill's. */
  readonly usageType: string;
  /** CloudWatch's. */
  readonly metric: string;
  /** What is billed beside an object's own bytes. */
  readonly overhead?: readonly Overhead[];
  /** Under which parts of uploads into the class are billed, if not under the class itself. */
  readonly staging?: readonly [usageType: string, metric: string];
}

interface Overhead {
  readonly usageType: string;
  /** The bill's operation and CloudWatch's storage type. */
  readonly name: string;
  /** Bytes, of so many objects of which the small ones lack so much. */
  bytes(row: Row): number;
}

const KIB = 1_024;

const small = (usageType: string, name: string): readonly Overhead[] => [
  { usageType, name, bytes: ({ missing }) => missing },
];

const archived = (usageType: string, name: string): readonly Overhead[] => [
  { usageType, name: `${name}ObjectOverhead`, bytes: ({ objects }) => objects * 32 * KIB },
  {
    usageType: 'TimedStorage-ByteHrs',
    name: `${name}S3ObjectOverhead`,
    bytes: ({ objects }) => objects * 8 * KIB,
  },
];

const NAMES: Readonly<Record<StorageClass, StorageNames>> = {
  STANDARD: { usageType: 'TimedStorage-ByteHrs', metric: 'StandardStorage' },
  REDUCED_REDUNDANCY: { usageType: 'TimedStorage-RRS-ByteHrs', metric: 'ReducedRedundancyStorage' },
  STANDARD_IA: {
    usageType: 'TimedStorage-SIA-ByteHrs',
    metric: 'StandardIAStorage',
    overhead: small('TimedStorage-SIA-SmObjects', 'StandardIASizeOverhead'),
  },
  ONEZONE_IA: {
    usageType: 'TimedStorage-ZIA-ByteHrs',
    metric: 'OneZoneIAStorage',
    overhead: small('TimedStorage-ZIA-SmObjects', 'OneZoneIASizeOverhead'),
  },
  INTELLIGENT_TIERING: {
    usageType: 'TimedStorage-INT-FA-ByteHrs',
    metric: 'IntelligentTieringFAStorage',
  },
  GLACIER_IR: {
    usageType: 'TimedStorage-GIR-ByteHrs',
    metric: 'GlacierInstantRetrievalStorage',
    overhead: small('TimedStorage-GIR-SmObjects', 'GlacierInstantRetrievalSizeOverhead'),
  },
  GLACIER: {
    usageType: 'TimedStorage-GlacierByteHrs',
    metric: 'GlacierStorage',
    overhead: archived('TimedStorage-GlacierByteHrs', 'Glacier'),
    staging: ['TimedStorage-GlacierStaging', 'GlacierStagingStorage'],
  },
  DEEP_ARCHIVE: {
    usageType: 'TimedStorage-GDA-ByteHrs',
    metric: 'DeepArchiveStorage',
    overhead: archived('TimedStorage-GDA-ByteHrs', 'DeepArchive'),
    staging: ['TimedStorage-GDA-Staging', 'DeepArchiveStagingStorage'],
  },
};

const HOURS = 24;

interface Row {
  readonly storage_class: StorageClass;
  readonly staged: number;
  readonly bytes: number;
  readonly objects: number;
  /** Objects of at least 128 KiB. */
  readonly large: number;
  /** Bytes that the others lack to 128 KiB. */
  readonly missing: number;
}

/** An amount of bytes under the names it is reported under. */
interface Entry {
  readonly usageType: string;
  readonly operation: string;
  readonly metric: string;
  readonly bytes: number;
}

export class StorageBooks {
  readonly #s3: S3;
  readonly #stored: Statement<Row>;

  constructor(s3: S3) {
    this.#s3 = s3;
    this.#stored = s3.kernel.store.statement(
      `SELECT storage_class, staged, sum(size) AS bytes, count(*) AS objects, sum(size >= ${LEAST_BILLED_BYTES}) AS large,
         sum(max(0, ${LEAST_BILLED_BYTES} - size)) AS missing FROM (
         ${versionsWhere('bucket = ?1', 'storage_class, 0 AS staged, size')}
         UNION ALL
         SELECT u.storage_class, 1, p.size FROM s3_uploads u JOIN s3_parts p ON p.upload = u.id WHERE u.bucket = ?1
       ) GROUP BY storage_class, staged`,
    );
  }

  /** Waits for the next midnight, and every one after it. */
  arm(): void {
    atMidnights(this.#s3.kernel.clock, (midnight) => {
      for (const bucket of this.#s3.buckets.all()) this.#count(bucket, midnight);
    });
  }

  #count(bucket: Bucket, at: Instant): void {
    const { meter, ports } = this.#s3.kernel;
    const { name, account: accountId, region } = bucket;
    const rows = this.#stored.all(bucket.id);
    if (rows.length === 0) return;
    const entries = rows.flatMap(entriesOf);
    const place = { service: 's3', resource: name, accountId, region };
    for (const { usageType, operation, bytes } of entries)
      meter.add({ ...place, usageType, operation }, bytes * HOURS);
    for (const { storage_class: operation, staged, large } of rows) {
      if (operation !== 'INTELLIGENT_TIERING' || staged === 1 || large === 0) continue;
      meter.add({ ...place, usageType: 'Monitoring-Automation-INT', operation }, large * HOURS);
    }
    const objects = rows.reduce((total, row) => total + row.objects, 0);
    ports
      .find('metrics')
      ?.put({ accountId, region, partition: 'aws' }, [
        ...[...summed(entries)].map(([type, bytes]) => datum(name, 'BucketSizeBytes', type, bytes, at)),
        datum(name, 'NumberOfObjects', 'AllStorageTypes', objects, at),
      ]);
  }
}

function entriesOf(row: Row): readonly Entry[] {
  const { storage_class: operation, staged, bytes } = row;
  const { usageType, metric, overhead = [], staging } = NAMES[operation];
  if (staged === 1) {
    const [stagingType, stagingMetric] = staging ?? [usageType, metric];
    return [{ usageType: stagingType, operation, metric: stagingMetric, bytes }];
  }
  return [
    { usageType, operation, metric, bytes },
    ...overhead
      .map((each) => ({
        usageType: each.usageType,
        operation: each.name,
        metric: each.name,
        bytes: each.bytes(row),
      }))
      .filter((entry) => entry.bytes > 0),
  ];
}

/** Bytes by CloudWatch's storage type. */
function summed(entries: readonly Entry[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { metric, bytes } of entries) sums.set(metric, (sums.get(metric) ?? 0) + bytes);
  return sums;
}

const datum = (
  bucket: string,
  name: 'BucketSizeBytes' | 'NumberOfObjects',
  storageType: string,
  value: number,
  at: Instant,
): MetricDatum => ({
  namespace: 'AWS/S3',
  name,
  dimensions: { BucketName: bucket, StorageType: storageType },
  value,
  unit: name === 'BucketSizeBytes' ? 'Bytes' : 'Count',
  at,
});
