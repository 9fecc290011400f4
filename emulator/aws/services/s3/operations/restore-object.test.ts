import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { hours } from '../../../kernel/instant.ts';
import { photosClient, refused, type Address } from '../testing/client.ts';

const START = Date.UTC(2026, 10, 20, 10);
const a = { Bucket: 'photos', Key: 'a' };

async function archived(cloud: Address, StorageClass: 'GLACIER' | 'DEEP_ARCHIVE' = 'GLACIER') {
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...a, Body: 'cold', StorageClass });
  const restore = (Tier: 'Expedited' | 'Standard' | 'Bulk' = 'Standard', Days = 1) =>
    s3.restoreObject({ ...a, RestoreRequest: { Days, GlacierJobParameters: { Tier } } });
  return { s3, restore };
}

test('an archived object can be read once it is restored, and no longer when the copy is gone', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, restore } = await archived(cloud);
  const begun = await restore();
  expect(begun.$metadata.httpStatusCode).toBe(202);
  expect((await s3.headObject(a)).Restore).toBe('ongoing-request="true"');
  expect(await refused(s3.getObject(a))).toMatchObject({ code: 'InvalidObjectState' });
  expect(await refused(restore())).toEqual({
    status: 409,
    code: 'RestoreAlreadyInProgress',
    message: 'Object restore is already in progress',
  });
  await cloud.clock.advance(hours(5));
  const got = await s3.getObject(a);
  expect(got).toMatchObject({
    StorageClass: 'GLACIER',
    Restore: 'ongoing-request="false", expiry-date="Sun, 22 Nov 2026 00:00:00 GMT"',
  });
  expect(await got.Body!.transformToString()).toBe('cold');
  await cloud.clock.set(Date.UTC(2026, 10, 22));
  expect(await refused(s3.getObject(a))).toMatchObject({ code: 'InvalidObjectState' });
  expect((await s3.headObject(a)).Restore).toBeUndefined();
});

test('asking again for what is restored moves its end, and answers 200', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, restore } = await archived(cloud);
  await restore();
  await cloud.clock.advance(hours(6));
  expect((await restore('Standard', 10)).$metadata.httpStatusCode).toBe(200);
  await cloud.clock.set(Date.UTC(2026, 10, 25));
  expect((await s3.headObject(a)).Restore).toContain('expiry-date="Tue, 01 Dec 2026 00:00:00 GMT"');
});

test('a faster tier may be asked for on the way', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, restore } = await archived(cloud);
  await restore('Bulk');
  expect((await restore('Expedited')).$metadata.httpStatusCode).toBe(202);
  await cloud.clock.advance(hours(1));
  expect((await s3.headObject(a)).Restore).toContain('ongoing-request="false"');
});

test('what is not archived cannot be restored, and the deepest archive is never fast', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, restore } = await archived(cloud, 'DEEP_ARCHIVE');
  expect(await refused(restore('Expedited'))).toMatchObject({ status: 400, code: 'InvalidArgument' });
  await s3.putObject({ ...a, Body: 'warm' });
  expect(await refused(restore())).toEqual({
    status: 403,
    code: 'InvalidObjectState',
    message: "Restore is not allowed for the object's current storage class",
  });
});

test('listings tell of restores when asked', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, restore } = await archived(cloud);
  await restore();
  const status = async () =>
    (await s3.listObjectsV2({ Bucket: 'photos', OptionalObjectAttributes: ['RestoreStatus'] })).Contents?.[0]
      ?.RestoreStatus;
  expect(await status()).toEqual({ IsRestoreInProgress: true });
  await cloud.clock.advance(hours(5));
  expect(await status()).toEqual({
    IsRestoreInProgress: false,
    RestoreExpiryDate: new Date(Date.UTC(2026, 10, 22)),
  });
});
