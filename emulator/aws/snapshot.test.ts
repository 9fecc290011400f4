import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from './cloud.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const DAY = 86_400_000;
let cloud: Cloud;
let s3: S3;
let sqs: SQS;

beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual', startAt: START, seed: 'snapshots' });
  const { endpoint, region } = cloud;
  const connection = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  s3 = new S3({ ...connection, forcePathStyle: true });
  sqs = new SQS(connection);
});
afterAll(() => cloud.close(0));

const textOf = async (Bucket: string, Key: string): Promise<string> =>
  (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();

test('a restored cloud has what it had, in rows and in files, and nothing that came later', async () => {
  const Bucket = 'kept';
  await s3.createBucket({ Bucket });
  await s3.send(new PutObjectCommand({ Bucket, Key: 'small', Body: 'meow' }));
  const large = 'x'.repeat(100_000);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'large', Body: large }));
  using snapshot = await cloud.snapshot();
  for (let round = 0; round < 2; round += 1) {
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'large' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'small', Body: 'woof' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'later', Body: large }));
    await s3.createBucket({ Bucket: 'later' });
    await cloud.restore(snapshot);
    const { Contents = [] } = await s3.listObjectsV2({ Bucket });
    expect(Contents.map(({ Key }) => Key)).toEqual(['large', 'small']);
    expect(await textOf(Bucket, 'small')).toBe('meow');
    expect(await textOf(Bucket, 'large')).toBe(large);
    expect((await s3.listBuckets({})).Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
  }
});

test('time goes back, and what is due later still falls due', async () => {
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'delayed' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'later', DelaySeconds: 600 });
  const before = cloud.clock.now();
  using snapshot = await cloud.snapshot();
  const receive = async () => (await sqs.receiveMessage({ QueueUrl })).Messages?.map(({ Body }) => Body);
  for (let round = 0; round < 2; round += 1) {
    expect(cloud.clock.now()).toBe(before);
    expect(await receive()).toBeUndefined();
    await cloud.clock.advance(601_000);
    expect(await receive()).toEqual(['later']);
    await cloud.clock.advance(DAY);
    await cloud.restore(snapshot);
    sqs.config.systemClockOffset = cloud.clock.now() - Date.now();
  }
});

test('ids that a snapshot holds are never given out again', async () => {
  const Bucket = 'versions';
  await s3.createBucket({ Bucket });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  const put = async () => (await s3.putObject({ Bucket, Key: 'cat', Body: 'x'.repeat(10_000) })).VersionId;
  const first = await put();
  using snapshot = await cloud.snapshot();
  const second = await put();
  await cloud.restore(snapshot);
  const third = await put();
  await cloud.restore(snapshot);
  expect(third).not.toBe(first);
  expect(second).not.toBe(first);
  // From the same state, the same calls give the same ids.
  expect(await put()).toBe(third);
});

test('a snapshot that was dropped, or belongs to another cloud, is refused by name', async () => {
  const dropped = await cloud.snapshot();
  dropped[Symbol.dispose]();
  await expect(cloud.restore(dropped)).rejects.toMatchObject({ code: 'ERR_SNAPSHOT' });
  await using other = await createCloud({ clock: 'manual' });
  const foreign = await other.snapshot();
  await expect(cloud.restore(foreign)).rejects.toMatchObject({ code: 'ERR_SNAPSHOT' });
});

test('the eleventh snapshot is refused, and one more can be taken when one is gone', async () => {
  await using own = await createCloud({ clock: 'manual' });
  const taken = await Promise.all(Array.from({ length: 10 }, () => own.snapshot()));
  await expect(own.snapshot()).rejects.toMatchObject({ code: 'ERR_SNAPSHOT' });
  taken[0]?.[Symbol.dispose]();
  await expect(own.snapshot()).resolves.toMatchObject({ at: own.clock.now() });
});
