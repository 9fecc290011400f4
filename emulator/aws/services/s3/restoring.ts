/**
 * Bringing archived objects back for a while. A restore takes as long as its tier at most does, and its copy stays until
 * the midnight after the days asked for; both moments are deliveries of the outbox, so they outlive the process.
 *
 * Evidence: fact sheet S3 §8.6, §9.1.
 * Gaps: expedited retrievals never run short of capacity.
 */
import { hours, minutes, toIso, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import { invalidArgument } from './errors.ts';
import { customerOrigin, ownOrigin } from './event-record.ts';
import { dueAfter } from './lifecycle-schedule.ts';
import { restoreCompleted, restoreExpired } from './object-event.ts';
import type { Restore } from './object.ts';
import type { S3 } from './s3.ts';
import type { StorageClass } from './storage-class.ts';

/** From fast to slow. */
export const TIERS = ['Expedited', 'Standard', 'Bulk'] as const;

export type Tier = (typeof TIERS)[number];

const DURATIONS: Readonly<Record<string, Readonly<Partial<Record<Tier, Duration>>>>> = {
  GLACIER: { Expedited: minutes(5), Standard: hours(5), Bulk: hours(12) },
  DEEP_ARCHIVE: { Standard: hours(12), Bulk: hours(48) },
};

const TOPIC = 's3.restore';

interface Moment {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly moment: 'ready' | 'expired';
  /** Which restore it is about; a later one has made it meaningless. */
  readonly at: Instant;
}

/** @throws AwsError InvalidArgument for a tier that the class does not have */
export function plannedRestore(storageClass: StorageClass, tier: Tier, days: number, now: Instant): Restore {
  const duration = DURATIONS[storageClass]?.[tier];
  if (duration === undefined) {
    throw invalidArgument('Retrieval option is not supported by this storage class', 'Tier', tier);
  }
  const ready = now + duration;
  return { ready, expires: dueAfter(ready, days), days, tier };
}

export class Restoring {
  readonly #s3: S3;

  constructor(s3: S3) {
    this.#s3 = s3;
    s3.kernel.outbox.handle<Moment>(TOPIC, ({ payload, cause }) => {
      s3.kernel.store.transact(() => this.#arrive(payload, cause));
    });
  }

  /** Adds a restore's two moments to the surrounding transaction. */
  plan(object: Pick<Moment, 'bucket' | 'key' | 'versionId'>, restore: Restore, cause: Cause): void {
    const { outbox, clock } = this.#s3.kernel;
    const { ready, expires } = restore;
    if (ready > clock.now()) {
      outbox.add(TOPIC, { ...object, moment: 'ready', at: ready } satisfies Moment, { at: ready, cause });
    }
    outbox.add(TOPIC, { ...object, moment: 'expired', at: expires } satisfies Moment, { at: expires, cause });
  }

  #arrive({ bucket: name, key, versionId, moment, at }: Moment, cause: Cause): void {
    const { buckets, objects, notifications, kernel } = this.#s3;
    const bucket = buckets.find(name);
    const version = bucket && objects.version(bucket, key, versionId);
    const restore = version?.restore;
    if (bucket === undefined || version === undefined || restore === undefined) return;
    if (at !== (moment === 'ready' ? restore.ready : restore.expires)) return;
    const { ids } = kernel;
    const origin = ownOrigin(at, ids.base32(16), ids.base64(57), cause);
    if (moment === 'ready') {
      const completed = restoreCompleted(version, toIso(restore.expires));
      notifications.publish(bucket, completed, customerOrigin(bucket, origin));
    } else {
      objects.setRestore(version, undefined);
      notifications.publish(bucket, restoreExpired(version), origin);
    }
  }
}
