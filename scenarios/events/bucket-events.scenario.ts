import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';
import { eventsOf, queueFor } from './event-queue.ts';

const TYPES =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html';
const CONTENT = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html';
const FILTERS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html';
const PERMISSIONS =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html';

interface Rule {
  readonly Events: readonly ('s3:ObjectCreated:*' | 's3:ObjectCreated:Put' | 's3:ObjectRemoved:*')[];
  readonly prefix?: string;
  readonly suffix?: string;
}

async function watched(world: World, { Events, prefix, suffix }: Rule = { Events: ['s3:ObjectCreated:*'] }) {
  const { s3, Bucket } = await freshBucket(world, 'watched');
  const { QueueUrl, QueueArn } = await queueFor(world, Bucket);
  const FilterRules = [
    ...(prefix === undefined ? [] : [{ Name: 'prefix' as const, Value: prefix }]),
    ...(suffix === undefined ? [] : [{ Name: 'suffix' as const, Value: suffix }]),
  ];
  await s3.putBucketNotificationConfiguration({
    Bucket,
    NotificationConfiguration: {
      QueueConfigurations: [{ QueueArn, Events: [...Events], Filter: { Key: { FilterRules } } }],
    },
  });
  return { s3, Bucket, QueueUrl };
}

scenario('a new notification rule sends a test event first', { source: CONTENT }, async (world) => {
  const { Bucket, QueueUrl } = await watched(world);
  const sqs = await world.clients.sqs();
  const test = await world.eventually(async () => (await sqs.receiveMessage({ QueueUrl })).Messages?.[0]);
  expect(JSON.parse(test.Body ?? '{}')).toMatchObject({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Bucket,
  });
});

scenario(
  'an event tells of size, ETag and bucket of what was written',
  { source: CONTENT },
  async (world) => {
    const { s3, Bucket, QueueUrl } = await watched(world);
    const { ETag = '' } = await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'meow' });
    const [event] = await eventsOf(world, QueueUrl, 1);
    expect(event).toMatchObject({
      eventVersion: expect.stringMatching(/^2\.\d$/) as string,
      eventSource: 'aws:s3',
      awsRegion: world.region,
      eventName: 'ObjectCreated:Put',
      s3: {
        bucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` },
        object: { key: 'cat.jpg', size: 4, eTag: ETag.replaceAll('"', '') },
      },
    });
  },
);

for (const [deed, eventName, act] of [
  [
    'a copy',
    'ObjectCreated:Copy',
    async (s3: S3, Bucket: string) => s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/cat` }),
  ],
  [
    'an upload in parts',
    'ObjectCreated:CompleteMultipartUpload',
    async (s3: S3, Bucket: string) => {
      const place = { Bucket, Key: 'film' };
      const { UploadId } = await s3.createMultipartUpload(place);
      const { ETag } = await s3.uploadPart({ ...place, UploadId, PartNumber: 1, Body: 'x' });
      await s3.completeMultipartUpload({
        ...place,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      });
    },
  ],
] as const) {
  scenario(`${deed} is told of as ${eventName}`, { source: TYPES }, async (world) => {
    const { s3, Bucket, QueueUrl } = await watched(world);
    await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
    await act(s3, Bucket);
    const events = await eventsOf(world, QueueUrl, 2);
    expect(events.map((event) => event.eventName).toSorted()).toEqual(
      [eventName, 'ObjectCreated:Put'].toSorted(),
    );
  });
}

type S3 = Awaited<ReturnType<World['clients']['s3']>>;

scenario('a form upload is told of as ObjectCreated:Post', { source: TYPES }, async (world) => {
  const { Bucket, QueueUrl } = await watched(world);
  const { url, fields } = await world.presign.post({ Bucket, Key: 'cat.jpg' });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob(['meow']));
  expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204);
  expect((await eventsOf(world, QueueUrl, 1)).map(({ eventName }) => eventName)).toEqual([
    'ObjectCreated:Post',
  ]);
});

scenario('a deletion is told of without size and ETag', { source: CONTENT }, async (world) => {
  const { s3, Bucket, QueueUrl } = await watched(world, { Events: ['s3:ObjectRemoved:*'] });
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  await s3.deleteObject({ Bucket, Key: 'cat' });
  const [event] = await eventsOf(world, QueueUrl, 1);
  expect(event?.eventName).toBe('ObjectRemoved:Delete');
  expect(event?.s3.object).not.toHaveProperty('size');
  expect(event?.s3.object).not.toHaveProperty('eTag');
});

scenario('a deletion in a bucket with versions tells of its marker', { source: TYPES }, async (world) => {
  const { s3, Bucket, QueueUrl } = await watched(world, { Events: ['s3:ObjectRemoved:*'] });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  const { VersionId } = await s3.deleteObject({ Bucket, Key: 'cat' });
  const [event] = await eventsOf(world, QueueUrl, 1);
  expect(event).toMatchObject({
    eventName: 'ObjectRemoved:DeleteMarkerCreated',
    s3: { object: { versionId: VersionId } },
  });
});

scenario('an event in a bucket with versions names the version', { source: CONTENT }, async (world) => {
  const { s3, Bucket, QueueUrl } = await watched(world);
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  const { VersionId } = await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  expect((await eventsOf(world, QueueUrl, 1))[0]?.s3.object.versionId).toBe(VersionId);
});

scenario('sequencers tell which of two writes of a key came later', { source: CONTENT }, async (world) => {
  const { s3, Bucket, QueueUrl } = await watched(world);
  const first = await s3.putObject({ Bucket, Key: 'cat', Body: 'first' });
  const second = await s3.putObject({ Bucket, Key: 'cat', Body: 'second' });
  const events = await eventsOf(world, QueueUrl, 2);
  const sequencerOf = (ETag = '') =>
    events.find(({ s3: { object } }) => `"${object.eTag}"` === ETag)?.s3.object.sequencer ?? '';
  const [one, two] = [sequencerOf(first.ETag), sequencerOf(second.ETag)];
  const length = Math.max(one.length, two.length);
  expect(two.padStart(length, '0') > one.padStart(length, '0')).toBe(true);
});

scenario('a prefix and a suffix both have to match', { source: FILTERS }, async (world) => {
  const { s3, Bucket, QueueUrl } = await watched(world, {
    Events: ['s3:ObjectCreated:*'],
    prefix: 'uploads/',
    suffix: '.jpg',
  });
  for (const Key of ['uploads/cat.png', 'thumbnails/cat.jpg', 'uploads/cat.jpg']) {
    await s3.putObject({ Bucket, Key, Body: 'x' });
  }
  expect((await eventsOf(world, QueueUrl, 1)).map(({ s3: told }) => told.object.key)).toEqual([
    'uploads/cat.jpg',
  ]);
});

scenario('a suffix tells capital letters apart', { source: FILTERS }, async (world) => {
  const { s3, Bucket, QueueUrl } = await watched(world, { Events: ['s3:ObjectCreated:*'], suffix: '.jpg' });
  await s3.putObject({ Bucket, Key: 'cat.JPG', Body: 'x' });
  await s3.putObject({ Bucket, Key: 'dog.jpg', Body: 'x' });
  expect((await eventsOf(world, QueueUrl, 1)).map(({ s3: told }) => told.object.key)).toEqual(['dog.jpg']);
});

scenario('a rule for puts hears nothing of copies', { source: TYPES }, async (world) => {
  const { s3, Bucket, QueueUrl } = await watched(world, { Events: ['s3:ObjectCreated:Put'] });
  await s3.putObject({ Bucket, Key: 'cat', Body: 'x' });
  await s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/cat` });
  await s3.putObject({ Bucket, Key: 'last', Body: 'x' });
  const keys = (await eventsOf(world, QueueUrl, 2)).map(({ s3: told }) => told.object.key);
  expect(keys.toSorted()).toEqual(['cat', 'last']);
});

scenario(
  'a rule for a queue that lets nobody in is refused',
  { source: PERMISSIONS, needs: ['enforcement'] },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'watched');
    const sqs = await world.clients.sqs();
    const QueueName = world.fresh('closed');
    await sqs.createQueue({ QueueName });
    const QueueArn = `arn:aws:sqs:${world.region}:${world.accountId}:${QueueName}`;
    const refused = s3.putBucketNotificationConfiguration({
      Bucket,
      NotificationConfiguration: { QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*'] }] },
    });
    await expect(refused).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Unable to validate the following destination configurations',
    });
  },
);

scenario('two rules for the same keys and events are refused', { source: FILTERS }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'watched');
  const queues = [await queueFor(world, Bucket), await queueFor(world, Bucket)];
  const refused = s3.putBucketNotificationConfiguration({
    Bucket,
    NotificationConfiguration: {
      QueueConfigurations: queues.map(({ QueueArn }) => ({ QueueArn, Events: ['s3:ObjectCreated:*'] })),
    },
  });
  await expect(refused).rejects.toMatchObject({ name: 'InvalidArgument' });
});

scenario('rules are replaced as a whole: an empty list ends them', { source: FILTERS }, async (world) => {
  const { s3, Bucket, QueueUrl } = await watched(world);
  await s3.putObject({ Bucket, Key: 'before', Body: 'x' });
  await s3.putBucketNotificationConfiguration({ Bucket, NotificationConfiguration: {} });
  await s3.putObject({ Bucket, Key: 'after', Body: 'x' });
  const [only] = await eventsOf(world, QueueUrl, 1);
  expect(only?.s3.object.key).toBe('before');
  expect((await s3.getBucketNotificationConfiguration({ Bucket })).QueueConfigurations).toBeUndefined();
});
