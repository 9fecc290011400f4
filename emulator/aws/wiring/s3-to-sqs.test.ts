import type { S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { days } from '../kernel/instant.ts';
import { photosClient, refused, s3Client } from '../services/s3/testing/client.ts';
import { clientConfig } from '../testing/client-config.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:uploads';
const START = Date.UTC(2026, 10, 20, 10, 11, 12, 345);

const LETS_S3_IN = JSON.stringify({
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: ARN,
    Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos' } },
  },
});

async function wired(cloud: Cloud, Events: readonly string[] = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*']) {
  const s3 = await photosClient(cloud);
  const sqs = new SQS({ ...clientConfig(cloud), systemClockOffset: cloud.clock.now() - cloud.clock.wall() });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'uploads', Attributes: { Policy: LETS_S3_IN } });
  await configure(s3, Events);
  await cloud.clock.settle();
  const receive = async (): Promise<Record<string, unknown>[]> => {
    await cloud.clock.settle();
    const { Messages } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    return (Messages ?? []).map(({ Body }) => JSON.parse(Body ?? '') as Record<string, unknown>);
  };
  return { s3, sqs, QueueUrl, receive };
}

const configure = (s3: S3, Events: readonly string[]) =>
  s3.putBucketNotificationConfiguration({
    Bucket: 'photos',
    NotificationConfiguration: {
      QueueConfigurations: [{ Id: 'told', QueueArn: ARN, Events: Events as 's3:ObjectCreated:*'[] }],
    },
  });

const namesOf = (messages: readonly Record<string, unknown>[]): unknown[] =>
  messages.map(({ Records }) => (Records as { eventName: string }[])[0]?.eventName);

test('a configured queue gets a test event first', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { receive } = await wired(cloud);
  expect(await receive()).toEqual([
    {
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: '2026-11-20T10:11:12.345Z',
      Bucket: 'photos',
      RequestId: expect.stringMatching(/^[0-9A-Z]{16}$/),
      HostId: expect.any(String),
    },
  ]);
});

test('an upload is told of in this record, with the ids of its own answer', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, receive } = await wired(cloud);
  await receive();
  const { $metadata } = await s3.putObject({
    Bucket: 'photos',
    Key: 'red flower@1.jpg',
    Body: 'hello world',
  });
  const text = JSON.stringify((await receive())[0]);
  const sequencer = /"sequencer":"(006B001CC0[0-9A-F]{8})"/.exec(text)?.[1];
  expect(text).toBe(
    JSON.stringify({
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: 'us-east-1',
          eventTime: '2026-11-20T10:11:12.345Z',
          eventName: 'ObjectCreated:Put',
          userIdentity: { principalId: 'AWS:000000000000' },
          requestParameters: { sourceIPAddress: '127.0.0.1' },
          responseElements: {
            'x-amz-request-id': $metadata.requestId,
            'x-amz-id-2': $metadata.extendedRequestId,
          },
          s3: {
            s3SchemaVersion: '1.0',
            configurationId: 'told',
            bucket: {
              name: 'photos',
              ownerIdentity: { principalId: 'A28F24RX83VF7A' },
              arn: 'arn:aws:s3:::photos',
            },
            object: {
              key: 'red+flower%401.jpg',
              size: 11,
              eTag: '5eb63bbbe01eeed093cb22bb8f5acdc3',
              sequencer,
            },
          },
        },
      ],
    }),
  );
});

test('a message carries the trace that its request belongs to, and one of its own otherwise', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, sqs, QueueUrl, receive } = await wired(cloud);
  await receive();
  const trace = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1';
  s3.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-amzn-trace-id'] = trace;
      return next(args);
    },
    { step: 'build' },
  );
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'x' });
  await cloud.clock.settle();
  const traceOf = async () => {
    const { Messages } = await sqs.receiveMessage({
      QueueUrl,
      MessageSystemAttributeNames: ['AWSTraceHeader'],
    });
    return Messages?.[0]?.Attributes?.['AWSTraceHeader'];
  };
  expect(await traceOf()).toBe(trace);
  await s3Client(cloud).putObject({ Bucket: 'photos', Key: 'b', Body: 'x' });
  await cloud.clock.settle();
  expect(await traceOf()).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1$/);
});

test('a completed restore is the customer’s, its end S3’s own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, receive } = await wired(cloud, ['s3:ObjectRestore:*']);
  const object = { Bucket: 'photos', Key: 'a' };
  await s3.putObject({ ...object, Body: 'x', StorageClass: 'GLACIER' });
  await s3.restoreObject({ ...object, RestoreRequest: { Days: 1 } });
  await cloud.clock.advance(days(3));
  const [, ...messages] = await receive();
  const told = messages.map(({ Records }) => {
    const [record] = Records as [{ eventName: string; userIdentity: { principalId: string } }];
    return [record.eventName, record.userIdentity.principalId];
  });
  expect(told).toEqual([
    ['ObjectRestore:Post', 'AWS:000000000000'],
    ['ObjectRestore:Completed', 'AmazonCustomer:A28F24RX83VF7A'],
    ['ObjectRestore:Delete', 's3.amazonaws.com'],
  ]);
});

test('deletions are told of without size, and markers with the ETag of nothing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, receive } = await wired(cloud, ['s3:ObjectRemoved:*']);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'x' });
  await s3.deleteObject({ Bucket: 'photos', Key: 'a' });
  await s3.deleteObject({ Bucket: 'photos', Key: 'never there' });
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  const { VersionId } = await s3.deleteObject({ Bucket: 'photos', Key: 'a' });
  const [, ...messages] = await receive();
  expect(namesOf(messages)).toEqual(['ObjectRemoved:Delete', 'ObjectRemoved:DeleteMarkerCreated']);
  const objects = messages.map(({ Records }) => (Records as { s3: { object: object } }[])[0]?.s3.object);
  expect(objects).toEqual([
    { key: 'a', sequencer: expect.any(String) },
    {
      key: 'a',
      eTag: 'd41d8cd98f00b204e9800998ecf8427e',
      versionId: VersionId,
      sequencer: expect.any(String),
    },
  ]);
});

test('each way of making an object has its event', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, receive } = await wired(cloud);
  await receive();
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'x' });
  await s3.copyObject({ Bucket: 'photos', Key: 'b', CopySource: 'photos/a' });
  const { UploadId } = await s3.createMultipartUpload({ Bucket: 'photos', Key: 'c' });
  const part = { Bucket: 'photos', Key: 'c', UploadId, PartNumber: 1 };
  const { ETag } = await s3.uploadPart({ ...part, Body: 'x' });
  await s3.completeMultipartUpload({ ...part, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
  expect(namesOf(await receive())).toEqual([
    'ObjectCreated:Put',
    'ObjectCreated:Copy',
    'ObjectCreated:CompleteMultipartUpload',
  ]);
});

test('later events of a key have a later sequencer', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, receive } = await wired(cloud);
  await receive();
  for (const Body of ['1', '2', '3']) await s3.putObject({ Bucket: 'photos', Key: 'a', Body });
  const sequencers = (await receive()).map(
    ({ Records }) => (Records as { s3: { object: { sequencer: string } } }[])[0]?.s3.object.sequencer ?? '',
  );
  expect(sequencers).toHaveLength(3);
  expect(sequencers[0]! < sequencers[1]! && sequencers[1]! < sequencers[2]!).toBe(true);
});

test('a queue that is not there, or does not let S3 in, cannot be configured', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3, sqs, QueueUrl } = await wired(cloud);
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: '' } });
  const missing = ARN.replace('uploads', 'nowhere');
  const refusal = refused(
    s3.putBucketNotificationConfiguration({
      Bucket: 'photos',
      NotificationConfiguration: {
        QueueConfigurations: [
          { QueueArn: ARN, Events: ['s3:ObjectCreated:*'] },
          { QueueArn: missing, Events: ['s3:ObjectRemoved:*'] },
        ],
      },
    }),
  );
  expect(await refusal).toEqual({
    status: 400,
    code: 'InvalidArgument',
    message: 'Unable to validate the following destination configurations',
    ArgumentName1: ARN,
    ArgumentValue1:
      'Permissions on the destination queue do not allow S3 to publish notifications from this bucket',
    ArgumentName2: missing,
    ArgumentValue2: 'The destination queue does not exist',
  });
});

test('validation can be skipped, and then nothing is tested and undeliverable events are journalled', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putBucketNotificationConfiguration({
    Bucket: 'photos',
    SkipDestinationValidation: true,
    NotificationConfiguration: {
      QueueConfigurations: [{ QueueArn: ARN, Events: ['s3:ObjectCreated:*'] }],
    },
  });
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'x' });
  await cloud.clock.settle();
  const entries = cloud.journal.entries();
  const event = entries.find(({ type }) => type === 's3.event');
  expect(event).toMatchObject({ bucket: 'photos', key: 'a', event: 'ObjectCreated:Put' });
  expect(entries.find(({ type }) => type === 's3.undelivered')).toMatchObject({
    cause: event?.seq,
    destination: ARN,
  });
});

test('a message’s tree begins with the request that caused it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3 } = await wired(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'x' });
  await cloud.clock.settle();
  const call = cloud.journal.entries().find(({ operation }) => operation === 'PutObject');
  const types = cloud.journal.tree(call?.seq ?? 0).map(({ type }) => type);
  expect(types).toEqual(['call', 's3.event', 'sqs.message']);
});
