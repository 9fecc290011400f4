/** Configurations that are kept and returned, and do nothing else here. */
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { photosClient, refused } from './testing/client.ts';

const b = { Bucket: 'photos' };

test('the owner pays until the requester does', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect((await s3.getBucketRequestPayment(b)).Payer).toBe('BucketOwner');
  await s3.putBucketRequestPayment({ ...b, RequestPaymentConfiguration: { Payer: 'Requester' } });
  expect((await s3.getBucketRequestPayment(b)).Payer).toBe('Requester');
});

test('acceleration is not for names with periods', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const AccelerateConfiguration = { Status: 'Enabled' as const };
  expect((await s3.getBucketAccelerateConfiguration(b)).Status).toBeUndefined();
  await s3.putBucketAccelerateConfiguration({ ...b, AccelerateConfiguration });
  expect((await s3.getBucketAccelerateConfiguration(b)).Status).toBe('Enabled');
  await s3.createBucket({ Bucket: 'dotted.name' });
  for (const Status of ['Enabled', 'Sideways'] as 'Enabled'[]) {
    const put = s3.putBucketAccelerateConfiguration({
      Bucket: 'dotted.name',
      AccelerateConfiguration: { Status },
    });
    expect(await refused(put)).toMatchObject({ code: 'InvalidRequest' });
  }
});

test('replication wants versions on both sides', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const ReplicationConfiguration = {
    Role: 'arn:aws:iam::000000000000:role/replication',
    Rules: [{ Status: 'Enabled' as const, Destination: { Bucket: 'arn:aws:s3:::copy' } }],
  };
  const put = () => s3.putBucketReplication({ ...b, ReplicationConfiguration });
  expect(await refused(put())).toMatchObject({ code: 'InvalidRequest' });
  const VersioningConfiguration = { Status: 'Enabled' as const };
  await s3.putBucketVersioning({ ...b, VersioningConfiguration });
  const unversioned = {
    status: 400,
    code: 'InvalidRequest',
    message: 'Destination bucket must have versioning enabled.',
  };
  expect(await refused(put())).toEqual(unversioned);
  await s3.createBucket({ Bucket: 'copy' });
  expect(await refused(put())).toEqual(unversioned);
  await s3.putBucketVersioning({ Bucket: 'copy', VersioningConfiguration });
  await put();
  expect((await s3.getBucketReplication(b)).ReplicationConfiguration).toEqual(ReplicationConfiguration);
  await s3.deleteBucketReplication(b);
  expect(await refused(s3.getBucketReplication(b))).toMatchObject({
    status: 404,
    code: 'ReplicationConfigurationNotFoundError',
  });
});

test('metrics configurations are many, each by its id', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  for (const Id of ['b', 'a']) {
    const put = await s3.putBucketMetricsConfiguration({ ...b, Id, MetricsConfiguration: { Id } });
    expect(put.$metadata.httpStatusCode).toBe(204);
  }
  const list = async () =>
    (await s3.listBucketMetricsConfigurations(b)).MetricsConfigurationList?.map(({ Id }) => Id);
  expect(await list()).toEqual(['a', 'b']);
  expect((await s3.getBucketMetricsConfiguration({ ...b, Id: 'a' })).MetricsConfiguration).toEqual({
    Id: 'a',
  });
  await s3.deleteBucketMetricsConfiguration({ ...b, Id: 'a' });
  expect(await list()).toEqual(['b']);
  expect(await refused(s3.getBucketMetricsConfiguration({ ...b, Id: 'a' }))).toMatchObject({
    status: 404,
    code: 'NoSuchConfiguration',
    message: 'The specified configuration does not exist.',
  });
});

test('tiering configurations come back as they were put', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const IntelligentTieringConfiguration = {
    Id: 'cold',
    Status: 'Enabled' as const,
    Tierings: [{ Days: 90, AccessTier: 'ARCHIVE_ACCESS' as const }],
  };
  await s3.putBucketIntelligentTieringConfiguration({ ...b, Id: 'cold', IntelligentTieringConfiguration });
  const got = await s3.getBucketIntelligentTieringConfiguration({ ...b, Id: 'cold' });
  expect(got.IntelligentTieringConfiguration).toEqual(IntelligentTieringConfiguration);
});

test('access by attributes is disabled until it is enabled', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect((await s3.getBucketAbac(b)).AbacStatus).toEqual({ Status: 'Disabled' });
  await s3.putBucketAbac({ ...b, AbacStatus: { Status: 'Enabled' } });
  expect((await s3.getBucketAbac(b)).AbacStatus).toEqual({ Status: 'Enabled' });
  const put = s3.putBucketAbac({ ...b, AbacStatus: { Status: 'Perhaps' as 'Enabled' } });
  expect(await refused(put)).toMatchObject({ code: 'MalformedXML' });
});

const INVENTORY = {
  Id: 'weekly',
  IsEnabled: true,
  IncludedObjectVersions: 'Current' as const,
  OptionalFields: ['Size' as const],
  Schedule: { Frequency: 'Weekly' as const },
  Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::lists', Format: 'ORC' as const } },
};

test('an inventory configuration comes back as it was put', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const put = await s3.putBucketInventoryConfiguration({
    ...b,
    Id: 'weekly',
    InventoryConfiguration: INVENTORY,
  });
  expect(put.$metadata.httpStatusCode).toBe(204);
  const got = await s3.getBucketInventoryConfiguration({ ...b, Id: 'weekly' });
  expect(got.InventoryConfiguration).toEqual(INVENTORY);
});

test.each([
  [{ Id: 'other' }, 'IdMismatch'],
  [
    { Destination: { S3BucketDestination: { Bucket: 'lists', Format: 'ORC' } } },
    'InvalidS3DestinationBucket',
  ],
  [{ Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::lists', Format: 'TSV' } } }, 'MalformedXML'],
  [{ Schedule: { Frequency: 'Hourly' } }, 'MalformedXML'],
  [{ IncludedObjectVersions: 'Some' }, 'MalformedXML'],
  [{ OptionalFields: ['Colour'] }, 'MalformedXML'],
])('an inventory configuration with %j is refused', async (fault, code) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const InventoryConfiguration = { ...INVENTORY, ...fault } as typeof INVENTORY;
  const put = s3.putBucketInventoryConfiguration({ ...b, Id: 'weekly', InventoryConfiguration });
  expect(await refused(put)).toMatchObject({ status: 400, code });
});
