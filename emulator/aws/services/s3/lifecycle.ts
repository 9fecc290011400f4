/**
 * Lifecycle at work: once a day, at midnight UTC of emulated time, over every bucket that has a configuration. It works
 * in batches, each one transaction, and lets requests in between; on a clock that is advanced, a day's work is done
 * before the next day begins.
 *
 * Evidence: fact sheet S3 §8.3, §8.4, §8.7. S3 itself may lag by hours or days; here it never does.
 */
import { days, startOfDay, type Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Bucket } from './bucket.ts';
import { chargeTransition } from './class-charges.ts';
import { ownOrigin, type EventOrigin } from './event-record.ts';
import { lifecycleActions, type LifecycleAction } from './lifecycle-actions.ts';
import type { LifecycleDocument } from './lifecycle-document.ts';
import { abortDue, lastWriteDue } from './lifecycle-schedule.ts';
import { expirationMarkerCreated, objectExpired, objectTransitioned } from './object-event.ts';
import type { ObjectVersion } from './object.ts';
import type { S3 } from './s3.ts';

const BATCH = 500;

/** What a pass did to a bucket, for the journal. */
interface Tally {
  expired: number;
  transitioned: number;
  aborted: number;
}

export class Lifecycle {
  readonly #s3: S3;
  #armed = false;

  constructor(s3: S3) {
    this.#s3 = s3;
    if (this.#s3.configs.bucketsWith('lifecycle').size > 0) this.arm();
  }

  /** Makes sure that the next midnight is waited for. */
  arm(): void {
    if (this.#armed) return;
    this.#armed = true;
    const { clock } = this.#s3.kernel;
    const midnight = startOfDay(clock.now()) + days(1);
    clock.schedule(midnight, async () => {
      // First, so that a day that fails is made up for by the next.
      this.#armed = false;
      if (this.#s3.configs.bucketsWith('lifecycle').size > 0) this.arm();
      await this.run(midnight);
    });
  }

  /** One day's work, as of `now`. */
  async run(now: Instant): Promise<void> {
    const configured = this.#s3.configs.bucketsWith('lifecycle');
    for (const bucket of this.#s3.buckets.all()) {
      if (configured.has(bucket.id)) await this.#runBucket(bucket.name, now);
    }
  }

  async #runBucket(name: string, now: Instant): Promise<void> {
    const { journal, ids } = this.#s3.kernel;
    const seq = journal.reserve();
    const tally: Tally = { expired: 0, transitioned: 0, aborted: 0 };
    const origin = ownOrigin(now, ids.base32(16), ids.base64(57), seq);
    this.#abortUploads(name, now, tally);
    for (let seek: string | undefined = ''; seek !== undefined;) {
      seek = this.#runBatch(name, seek, now, origin, tally);
      await pause();
    }
    if (tally.expired + tally.transitioned + tally.aborted > 0) this.#record(name, tally, seq);
  }

  #record(bucket: string, tally: Tally, seq: Cause): void {
    this.#s3.kernel.journal.append({ type: 's3.lifecycle', cause: 0, bucket, ...tally }, seq);
  }

  /** Works on the keys from `seek` on; returns where to go on, if anywhere. */
  #runBatch(name: string, seek: string, now: Instant, origin: EventOrigin, tally: Tally): string | undefined {
    const { store } = this.#s3.kernel;
    return store.transact(() => {
      const bucket = this.#s3.buckets.find(name);
      const document = bucket && this.#s3.configs.get(bucket, 'lifecycle');
      if (bucket === undefined || document === undefined) return undefined;
      const bar = lastWriteDue(document, now);
      const first = bar === undefined ? undefined : this.#s3.objects.firstWrittenBy(bucket, seek, bar);
      if (first === undefined) return undefined;
      const { groups, next } = this.#s3.objects.keysFrom(bucket, first, BATCH);
      for (const versions of groups) this.#runKey(bucket, document, versions, now, origin, tally);
      return next;
    });
  }

  #runKey(
    bucket: Bucket,
    document: LifecycleDocument,
    versions: readonly ObjectVersion[],
    now: Instant,
    origin: EventOrigin,
    tally: Tally,
  ): void {
    for (const action of lifecycleActions(document, versions, bucket.versioning, now)) {
      this.#carryOut(bucket, action, now, origin);
      tally[action.kind === 'transition' ? 'transitioned' : 'expired'] += 1;
    }
  }

  #carryOut(bucket: Bucket, action: LifecycleAction, now: Instant, origin: EventOrigin): void {
    const { objects, notifications } = this.#s3;
    const { version } = action;
    switch (action.kind) {
      case 'remove':
        objects.remove(bucket, version);
        notifications.publish(bucket, objectExpired(version), origin);
        break;
      case 'expire': {
        const { marker } = objects.delete(bucket, version.key, now);
        if (marker !== undefined) notifications.publish(bucket, expirationMarkerCreated(marker), origin);
        break;
      }
      case 'transition':
        chargeTransition(this.#s3.kernel, bucket, version, action.storageClass, now);
        objects.setStorageClass(version, action.storageClass, now);
        notifications.publish(bucket, objectTransitioned(version, action.storageClass), origin);
        break;
    }
  }

  #abortUploads(name: string, now: Instant, tally: Tally): void {
    const { store } = this.#s3.kernel;
    store.transact(() => {
      const bucket = this.#s3.buckets.find(name);
      const document = bucket && this.#s3.configs.get(bucket, 'lifecycle');
      if (bucket === undefined || document === undefined) return;
      for (let after = 0; ;) {
        const uploads = this.#s3.uploads.ofBucket(bucket, after, BATCH);
        for (const upload of uploads) {
          const due = abortDue(document, upload.key, upload.initiated);
          if (due === undefined || due.at > now) continue;
          this.#s3.uploads.end(upload);
          tally.aborted += 1;
        }
        const last = uploads.at(-1);
        if (last === undefined) return;
        after = last.id;
      }
    });
  }
}

/** Lets requests that came in meanwhile be served. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
