import type { LifecycleRule, S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { days, hours } from '../../kernel/instant.ts';
import { photosClient, refused } from './testing/client.ts';

const b = { Bucket: 'photos' };
const START = Date.UTC(2026, 10, 20, 10, 30);
const LARGE = Buffer.alloc(131_072);

async function ruled(cloud: Cloud, ...rules: Omit<LifecycleRule, 'Status' | 'ID'>[]): Promise<S3> {
  const s3 = await photosClient(cloud);
  const Rules = rules.map((rule, index) => ({
    ID: `rule ${index}`,
    Status: 'Enabled' as const,
    Filter: {},
    ...rule,
  }));
  await s3.putBucketLifecycleConfiguration({ ...b, LifecycleConfiguration: { Rules } });
  return s3;
}

const enable = (s3: S3) => s3.putBucketVersioning({ ...b, VersioningConfiguration: { Status: 'Enabled' } });

const keys = async (s3: S3) => ((await s3.listObjectsV2(b)).Contents ?? []).map(({ Key }) => Key);

const classOf = async (s3: S3, Key: string) => (await s3.headObject({ ...b, Key })).StorageClass;

test('an object expires at the midnight after its days, and says so beforehand', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await ruled(cloud, { Expiration: { Days: 1 }, Filter: { Prefix: 'tmp/' } });
  const { Expiration } = await s3.putObject({ ...b, Key: 'tmp/a', Body: 'x' });
  expect(Expiration).toBe('expiry-date="Sun, 22 Nov 2026 00:00:00 GMT", rule-id="rule 0"');
  expect((await s3.headObject({ ...b, Key: 'tmp/a' })).Expiration).toBe(Expiration);
  expect((await s3.putObject({ ...b, Key: 'kept', Body: 'x' })).Expiration).toBeUndefined();
  await cloud.clock.set(Date.UTC(2026, 10, 21, 23, 59, 59));
  expect(await keys(s3)).toEqual(['kept', 'tmp/a']);
  await cloud.clock.set(Date.UTC(2026, 10, 22));
  expect(await keys(s3)).toEqual(['kept']);
  expect(await refused(s3.getObject({ ...b, Key: 'tmp/a' }))).toMatchObject({ code: 'NoSuchKey' });
});

test('of several expirations the earliest is announced, and none for a named version', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await ruled(
    cloud,
    { Expiration: { Days: 30 } },
    { Expiration: { Days: 3 }, Filter: { Tag: { Key: 'short', Value: 'yes' } } },
  );
  await enable(s3);
  const { VersionId, Expiration } = await s3.putObject({ ...b, Key: 'a', Body: 'x', Tagging: 'short=yes' });
  expect(Expiration).toContain('rule-id="rule 1"');
  expect((await s3.headObject({ ...b, Key: 'a', VersionId })).Expiration).toBeUndefined();
  expect((await s3.putObject({ ...b, Key: 'c', Body: 'x' })).Expiration).toContain('rule-id="rule 0"');
});

test('with versioning an expired object is hidden behind a marker, and a lone marker goes', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await ruled(
    cloud,
    { Expiration: { Days: 1 } },
    { NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
  );
  await enable(s3);
  await s3.putObject({ ...b, Key: 'a', Body: 'x' });
  await cloud.clock.advance(days(2));
  const hidden = await s3.listObjectVersions(b);
  expect([hidden.DeleteMarkers?.length, hidden.Versions?.length]).toEqual([1, 1]);
  await cloud.clock.advance(days(2));
  const gone = await s3.listObjectVersions(b);
  expect([gone.DeleteMarkers, gone.Versions]).toEqual([undefined, undefined]);
});

test('noncurrent versions go, but for the newest that are to be kept', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await ruled(cloud, {
    NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 },
  });
  await enable(s3);
  const ids: (string | undefined)[] = [];
  for (const Body of ['1', '2', '3', '4', '5']) {
    ids.push((await s3.putObject({ ...b, Key: 'a', Body })).VersionId);
  }
  await cloud.clock.advance(days(3));
  const { Versions } = await s3.listObjectVersions(b);
  expect(Versions?.map(({ VersionId }) => VersionId)).toEqual([ids[4], ids[3], ids[2]]);
});

test('objects move to colder classes, small ones and those that are there already do not', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await ruled(cloud, {
    Transitions: [
      { Days: 30, StorageClass: 'STANDARD_IA' },
      { Days: 90, StorageClass: 'GLACIER' },
    ],
  });
  await s3.putObject({ ...b, Key: 'large', Body: LARGE });
  await s3.putObject({ ...b, Key: 'small', Body: LARGE.subarray(1) });
  await s3.putObject({ ...b, Key: 'cold', Body: LARGE, StorageClass: 'DEEP_ARCHIVE' });
  await cloud.clock.advance(days(31));
  expect(await classOf(s3, 'large')).toBe('STANDARD_IA');
  expect(await classOf(s3, 'small')).toBeUndefined();
  await cloud.clock.advance(days(60));
  expect(await classOf(s3, 'large')).toBe('GLACIER');
  expect(await classOf(s3, 'cold')).toBe('DEEP_ARCHIVE');
  expect(await refused(s3.getObject({ ...b, Key: 'large' }))).toMatchObject({ code: 'InvalidObjectState' });
});

test('a size filter lifts the minimum, and its bounds are strict', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await ruled(cloud, {
    Filter: { ObjectSizeGreaterThan: 10 },
    Transitions: [{ Days: 0, StorageClass: 'GLACIER_IR' }],
  });
  await s3.putObject({ ...b, Key: 'ten', Body: Buffer.alloc(10) });
  await s3.putObject({ ...b, Key: 'eleven', Body: Buffer.alloc(11) });
  await cloud.clock.advance(days(1));
  expect([await classOf(s3, 'ten'), await classOf(s3, 'eleven')]).toEqual([undefined, 'GLACIER_IR']);
});

test('the coldest of several classes wins, and expiring for good beats moving', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await ruled(
    cloud,
    { Transitions: [{ Days: 1, StorageClass: 'GLACIER_IR' }] },
    { Transitions: [{ Days: 1, StorageClass: 'DEEP_ARCHIVE' }] },
    { Filter: { Prefix: 'tmp' }, Expiration: { Days: 1 } },
  );
  await s3.putObject({ ...b, Key: 'a', Body: LARGE });
  await s3.putObject({ ...b, Key: 'tmp', Body: LARGE });
  await cloud.clock.advance(days(2));
  expect(await classOf(s3, 'a')).toBe('DEEP_ARCHIVE');
  expect(await keys(s3)).toEqual(['a']);
});

test('a date is for everything from then on', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await ruled(cloud, { Expiration: { Date: new Date(Date.UTC(2026, 10, 22)) } });
  await s3.putObject({ ...b, Key: 'a', Body: 'x' });
  await cloud.clock.advance(days(1));
  expect(await keys(s3)).toEqual(['a']);
  await cloud.clock.advance(days(1));
  expect(await keys(s3)).toEqual([]);
  await s3.putObject({ ...b, Key: 'late', Body: 'x' });
  await cloud.clock.advance(days(1));
  expect(await keys(s3)).toEqual([]);
});

test('uploads that nobody completes are aborted on the day that was announced', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await ruled(cloud, { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } });
  const upload = await s3.createMultipartUpload({ ...b, Key: 'a' });
  expect(upload).toMatchObject({ AbortDate: new Date(Date.UTC(2026, 10, 22)), AbortRuleId: 'rule 0' });
  await s3.uploadPart({ ...b, Key: 'a', UploadId: upload.UploadId, PartNumber: 1, Body: 'x' });
  await cloud.clock.advance(days(1));
  expect((await s3.listMultipartUploads(b)).Uploads).toHaveLength(1);
  await cloud.clock.advance(hours(14));
  expect((await s3.listMultipartUploads(b)).Uploads).toBeUndefined();
});

test('a disabled rule does nothing, and a changed configuration counts at once', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await photosClient(cloud);
  const rule = (Status: 'Enabled' | 'Disabled') =>
    s3.putBucketLifecycleConfiguration({
      ...b,
      LifecycleConfiguration: { Rules: [{ Status, Filter: {}, Expiration: { Days: 1 } }] },
    });
  await rule('Disabled');
  await s3.putObject({ ...b, Key: 'a', Body: 'x' });
  await cloud.clock.advance(days(5));
  expect(await keys(s3)).toEqual(['a']);
  await rule('Enabled');
  await cloud.clock.advance(days(1));
  expect(await keys(s3)).toEqual([]);
});

test('a locked version outlives its expiration', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await photosClient(cloud);
  await s3.createBucket({ Bucket: 'locked', ObjectLockEnabledForBucket: true });
  await s3.putBucketLifecycleConfiguration({
    Bucket: 'locked',
    LifecycleConfiguration: {
      Rules: [{ Status: 'Enabled', Filter: {}, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }],
    },
  });
  const object = { Bucket: 'locked', Key: 'a' };
  await s3.putObject({ ...object, Body: '1', ObjectLockLegalHoldStatus: 'ON' });
  await s3.putObject({ ...object, Body: '2' });
  await s3.putObject({ ...object, Body: '3' });
  await cloud.clock.advance(days(3));
  const { Versions } = await s3.listObjectVersions({ Bucket: 'locked' });
  expect(Versions?.map(({ ETag }) => ETag?.slice(1, 5))).toEqual(['eccb', 'c4ca']);
});

test('a bucket with more keys than a batch is worked through', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await ruled(cloud, { Expiration: { Days: 1 }, Filter: { Prefix: 'k' } });
  await s3.putObject({ ...b, Key: 'other', Body: 'x' });
  const all = Array.from({ length: 1100 }, (_, index) => s3.putObject({ ...b, Key: `k${index}`, Body: 'x' }));
  await Promise.all(all);
  await cloud.clock.advance(days(2));
  expect(await keys(s3)).toEqual(['other']);
  const done = cloud.journal.entries().filter(({ type }) => type === 's3.lifecycle');
  expect(done).toMatchObject([{ bucket: 'photos', expired: 1100, transitioned: 0, aborted: 0 }]);
});

test('of old keys among many young ones each is found, and the others stay', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await ruled(cloud, { Expiration: { Days: 2 } });
  const put = (Key: string) => s3.putObject({ ...b, Key, Body: 'x' });
  for (const Key of ['a-old', 'm-old', 'z-old']) await put(Key);
  await cloud.clock.advance(days(1));
  await Promise.all(Array.from({ length: 20 }, (_, index) => put(`${'bny'[index % 3]}-young-${index}`)));
  await cloud.clock.advance(days(2));
  expect((await keys(s3)).filter((key) => key?.endsWith('old'))).toEqual([]);
  expect(await keys(s3)).toHaveLength(20);
  await cloud.clock.advance(days(1));
  expect(await keys(s3)).toEqual([]);
});
