import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { hours } from '../kernel/instant.ts';
import { photosClient } from '../services/s3/testing/client.ts';
import { clientConfig } from '../testing/client-config.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:q';
const START = Date.UTC(2026, 10, 20, 10, 11, 12, 345);

/** A bucket that tells EventBridge everything, and a queue that a rule sends all of it to. */
async function bridged(cloud: Cloud) {
  const s3 = await photosClient(cloud);
  const skew = { systemClockOffset: cloud.clock.now() - cloud.clock.wall() };
  const sqs = new SQS({ ...clientConfig(cloud), ...skew });
  const events = new EventBridge({ ...clientConfig(cloud), ...skew });
  const Policy = JSON.stringify({
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: QUEUE,
    },
  });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q', Attributes: { Policy } });
  await events.putRule({ Name: 'r', EventPattern: '{"source":["aws.s3"]}' });
  await events.putTargets({ Rule: 'r', Targets: [{ Id: 'q', Arn: QUEUE }] });
  const EventBridgeConfiguration = {};
  const NotificationConfiguration = { EventBridgeConfiguration };
  await s3.putBucketNotificationConfiguration({ Bucket: 'photos', NotificationConfiguration });
  const receive = async () => {
    await cloud.clock.settle();
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    return Messages.map(({ Body }) => JSON.parse(Body ?? '') as Record<string, unknown>);
  };
  return { s3, receive };
}

test('an upload is this event, its key not encoded', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, receive } = await bridged(cloud);
  const { $metadata } = await s3.putObject({ Bucket: 'photos', Key: 'a b.jpg', Body: 'hello world' });
  expect(await receive()).toEqual([
    {
      version: '0',
      id: expect.any(String) as string,
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account: '000000000000',
      time: '2026-11-20T10:11:12Z',
      region: 'us-east-1',
      resources: ['arn:aws:s3:::photos'],
      detail: {
        version: '0',
        bucket: { name: 'photos' },
        object: {
          key: 'a b.jpg',
          size: 11,
          etag: '5eb63bbbe01eeed093cb22bb8f5acdc3',
          sequencer: expect.stringMatching(/^[0-9A-F]{18}$/) as string,
        },
        'request-id': $metadata.requestId,
        requester: '000000000000',
        'source-ip-address': '127.0.0.1',
        reason: 'PutObject',
      },
    },
  ]);
});

test('deletions say how they deleted', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, receive } = await bridged(cloud);
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  const { VersionId } = await s3.deleteObject({ Bucket: 'photos', Key: 'a' });
  await s3.deleteObject({ Bucket: 'photos', Key: 'a', VersionId });
  const details = (await receive()).map(({ detail }) => detail);
  expect(details).toMatchObject([
    { reason: 'DeleteObject', 'deletion-type': 'Delete Marker Created', object: { 'version-id': VersionId } },
    { reason: 'DeleteObject', 'deletion-type': 'Permanently Deleted', object: { 'version-id': VersionId } },
  ]);
});

test('restores are told without a sequencer', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const { s3, receive } = await bridged(cloud);
  const old = { Bucket: 'photos', Key: 'old' };
  await s3.putObject({ ...old, Body: 'frozen', StorageClass: 'GLACIER' });
  await s3.restoreObject({ ...old, RestoreRequest: { Days: 1 } });
  await cloud.clock.advance(hours(6));
  const object = { key: 'old', size: 6, etag: expect.any(String) as string };
  const [, ...restores] = await receive();
  expect(restores.map((event) => event['detail-type'])).toEqual([
    'Object Restore Initiated',
    'Object Restore Completed',
  ]);
  for (const { detail } of restores) expect((detail as { object: unknown }).object).toEqual(object);
});
