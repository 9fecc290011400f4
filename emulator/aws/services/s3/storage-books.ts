/**
 * What is stored, counted once a day at midnight UTC: for the bill in byte-hours per storage class, for CloudWatch as
 * the daily storage metrics. Old versions and parts of uploads under way count like everything else.
 *
 * Evidence: "Amazon S3 daily storage metrics", "Understanding your bill" (User Guide), 2026-11. The overhead that S3
 * bills for archived objects and the least size it bills for infrequent access are not added.
 */
import { days, startOfDay, type Instant } from '../../kernel/instant.ts';
import type { MetricDatum } from '../../kernel/ports.ts';
import type { Statement } from '../../kernel/store.ts';
import type { Bucket } from './bucket.ts';
import type { S3 } from './s3.ts';
import type { StorageClass } from './storage-class.ts';

/** Usage types of the bill, and CloudWatch's names, by storage class. */
const NAMES: Readonly<Record<StorageClass, readonly [usageType: string, storageType: string]>> = {
  STANDARD: ['TimedStorage-ByteHrs', 'StandardStorage'],
  REDUCED_REDUNDANCY: ['TimedStorage-RRS-ByteHrs', 'ReducedRedundancyStorage'],
  STANDARD_IA: ['TimedStorage-SIA-ByteHrs', 'StandardIAStorage'],
  ONEZONE_IA: ['TimedStorage-ZIA-ByteHrs', 'OneZoneIAStorage'],
  INTELLIGENT_TIERING: ['TimedStorage-INT-FA-ByteHrs', 'IntelligentTieringFAStorage'],
  GLACIER: ['TimedStorage-GlacierByteHrs', 'GlacierStorage'],
  GLACIER_IR: ['TimedStorage-GIR-ByteHrs', 'GlacierInstantRetrievalStorage'],
  DEEP_ARCHIVE: ['TimedStorage-GDA-ByteHrs', 'DeepArchiveStorage'],
};

const HOURS = 24;

interface Row {
  readonly storage_class: StorageClass;
  readonly bytes: number;
  readonly objects: number;
}

export class StorageBooks {
  readonly #s3: S3;
  readonly #stored: Statement<Row>;

  constructor(s3: S3) {
    this.#s3 = s3;
    this.#stored = s3.kernel.store.statement(
      `SELECT storage_class, sum(size) AS bytes, count(*) AS objects FROM (
         SELECT storage_class, size FROM s3_objects WHERE bucket = ?1
         UNION ALL SELECT u.storage_class, p.size FROM s3_uploads u JOIN s3_parts p ON p.upload = u.id WHERE u.bucket = ?1
       ) GROUP BY storage_class`,
    );
  }

  /** Waits for the next midnight, and every one after it. */
  arm(): void {
    const { clock } = this.#s3.kernel;
    const midnight = startOfDay(clock.now()) + days(1);
    clock.schedule(midnight, () => {
      for (const bucket of this.#s3.buckets.all()) this.#count(bucket, midnight);
      this.arm();
    });
  }

  #count(bucket: Bucket, at: Instant): void {
    const { meter, ports } = this.#s3.kernel;
    const { name, account: accountId, region } = bucket;
    const rows = this.#stored.all(bucket.id);
    if (rows.length === 0) return;
    for (const { storage_class: storageClass, bytes } of rows) {
      const [usageType] = NAMES[storageClass];
      const dimension = { service: 's3', usageType, operation: storageClass, resource: name };
      meter.add({ ...dimension, accountId, region }, bytes * HOURS);
    }
    const objects = rows.reduce((total, row) => total + row.objects, 0);
    ports
      .find('metrics')
      ?.put({ accountId, region, partition: 'aws' }, [
        ...rows.map((row) => datum(name, 'BucketSizeBytes', NAMES[row.storage_class][1], row.bytes, at)),
        datum(name, 'NumberOfObjects', 'AllStorageTypes', objects, at),
      ]);
  }
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
