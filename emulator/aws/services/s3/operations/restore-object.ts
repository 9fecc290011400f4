/**
 * RestoreObject. Asking again for what is restored already changes how long it stays; asking for a faster tier while it
 * is under way is let through. Evidence: fact sheet S3 §8.6.
 * Gaps: SELECT requests are not implemented.
 */
import type { RestoreObjectOutput, RestoreObjectRequest } from '@aws-sdk/client-s3';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket } from '../bucket-access.ts';
import { chargeRestore } from '../class-charges.ts';
import { malformedXml, restoreInProgress, restoreNotAllowed } from '../errors.ts';
import { originOf } from '../event-record.ts';
import { foundObject } from '../found-object.ts';
import { dueAfter } from '../lifecycle-schedule.ts';
import { restoreBegun } from '../object-event.ts';
import { checkedKey } from '../object-key.ts';
import type { ObjectVersion, Restore } from '../object.ts';
import { plannedRestore, TIERS, type Tier } from '../restoring.ts';
import type { S3 } from '../s3.ts';
import { isArchived } from '../storage-class.ts';

const ACTIONS = { current: 's3:RestoreObject', version: 's3:RestoreObject' };

export const restoreObject: Operation<S3, RestoreObjectRequest, RestoreObjectOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  const version = foundObject(s3, call, bucket, key, input.VersionId, ACTIONS);
  const request = input.RestoreRequest ?? {};
  if (request.Type !== undefined) throw notImplemented('s3', 'RestoreObject with SELECT');
  if (!isArchived(version.storageClass)) throw restoreNotAllowed();
  const days = request.Days;
  if (days === undefined || days < 1) throw malformedXml();
  const tier = tierOf(request.GlacierJobParameters?.Tier ?? request.Tier);
  const { restore, again } = nextRestore(version, tier, days, call.now);
  if (!again) chargeRestore(call, bucket, version.storageClass, version.size, tier);
  s3.kernel.store.transact(() => {
    s3.objects.setRestore(version, restore);
    s3.restoring.plan({ bucket: bucket.name, key, versionId: version.versionId }, restore, call.seq);
    if (!again) s3.notifications.publish(bucket, restoreBegun(version), originOf(call));
  });
  call.reply.status = again ? 200 : 202;
  return {};
};

function nextRestore(
  { restore, storageClass }: ObjectVersion,
  tier: Tier,
  days: number,
  now: number,
): { readonly restore: Restore; readonly again: boolean } {
  if (restore !== undefined && restore.ready <= now && now < restore.expires) {
    return { restore: { ...restore, days, expires: dueAfter(now, days) }, again: true };
  }
  const faster = restore !== undefined && TIERS.indexOf(tier) < TIERS.indexOf(restore.tier as Tier);
  if (restore !== undefined && now < restore.ready && !faster) throw restoreInProgress();
  return { restore: plannedRestore(storageClass, tier, days, now), again: false };
}

function tierOf(text = 'Standard'): Tier {
  const tier = TIERS.find((known) => known === text);
  if (tier === undefined) throw malformedXml();
  return tier;
}
