import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { S3 } from '@aws-sdk/client-s3';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test, vi } from 'vitest';
import type { CloudOptions } from './cloud-options.ts';
import { createCloud, type Cloud } from './cloud.ts';
import { days } from './kernel/instant.ts';
import { factsOf } from './kernel/journal.ts';

vi.setConfig({ testTimeout: 60_000 });

const START = Date.parse('2026-01-01T00:00:00Z');
const OPTIONS: CloudOptions = {
  clock: 'manual',
  startAt: START,
  seed: 'again',
  faults: [
    { on: 'delivery', probability: 0.3, effect: { kind: 'duplicate' } },
    { on: 'delivery', probability: 0.3, effect: { kind: 'reorder', within: 5_000 } },
    { on: 'call', target: 's3', operation: 'GetObject', probability: 0.3, effect: { kind: 'throttle' } },
  ],
};

function clientsOf({ endpoint, region, clock }: Cloud) {
  const connection = {
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    systemClockOffset: clock.now() - Date.now(),
    maxAttempts: 1,
  };
  const s3 = new S3({ ...connection, forcePathStyle: true });
  return { s3, sqs: new SQS(connection), sns: new SNS(connection), tables: new DynamoDB(connection) };
}

/** A bucket with versions whose events go to a queue by way of a topic, and a table. */
async function furnish(cloud: Cloud): Promise<void> {
  const { s3, sqs, sns, tables } = clientsOf(cloud);
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'events' });
  const { TopicArn = '' } = await sns.createTopic({ Name: 'events' });
  const Endpoint = `arn:aws:sqs:us-east-1:${cloud.accountId}:events`;
  const allow = (Action: string, Service: string, Resource: string): string =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service }, Action, Resource }] });
  await sqs.setQueueAttributes({
    QueueUrl,
    Attributes: { Policy: allow('sqs:SendMessage', 'sns.amazonaws.com', Endpoint) },
  });
  await sns.setTopicAttributes({
    TopicArn,
    AttributeName: 'Policy',
    AttributeValue: allow('sns:Publish', 's3.amazonaws.com', TopicArn),
  });
  await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint });
  await s3.createBucket({ Bucket: 'photos' });
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  await s3.putBucketNotificationConfiguration({
    Bucket: 'photos',
    NotificationConfiguration: { TopicConfigurations: [{ TopicArn, Events: ['s3:ObjectCreated:*'] }] },
  });
  // S3 tries the topic out with a message, which would otherwise race with what comes next.
  await cloud.clock.settle();
  await s3.putBucketLifecycleConfiguration({
    Bucket: 'photos',
    LifecycleConfiguration: {
      Rules: [
        { Status: 'Enabled', Filter: { Prefix: '' }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
      ],
    },
  });
  await tables.createTable({
    TableName: 'photos',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
}

/** Three days with uploads, reads of which some are throttled, a transaction each day, and messages that come again. */
async function live(cloud: Cloud): Promise<void> {
  for (let day = 0; day < 3; day += 1) {
    const { s3, sqs, tables } = clientsOf(cloud);
    for (const size of [10, 20_000]) {
      await s3.putObject({ Bucket: 'photos', Key: `cat ${size}`, Body: `${day}`.repeat(size) });
      // What an upload sets off and what comes next would otherwise race, as they do on AWS.
      await cloud.clock.settle();
      // What a throttled call did is in the journal.
      await s3.getObject({ Bucket: 'photos', Key: `cat ${size}` }).catch(() => undefined);
    }
    await tables.transactWriteItems({
      TransactItems: ['a', 'b'].map((id) => ({
        Put: { TableName: 'photos', Item: { id: { S: `${id}${day}` } } },
      })),
    });
    await cloud.clock.advance(60_000);
    const { QueueUrl } = await sqs.getQueueUrl({ QueueName: 'events' });
    await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 30 });
    await cloud.clock.advance(days(1));
  }
}

/** The facts of a journal, as bytes. */
const journalOf = ({ journal }: Cloud): string =>
  journal
    .entries()
    .map((entry) => JSON.stringify(factsOf(entry)))
    .join('\n');

async function run(prepare: (cloud: Cloud) => void | Promise<void> = () => undefined, options = OPTIONS) {
  await using cloud = await createCloud(options);
  await prepare(cloud);
  await furnish(cloud);
  await live(cloud);
  return journalOf(cloud);
}

test('the same seed and the same requests give the same journal, byte for byte', async () => {
  const first = await run();
  expect(first.split('\n').length).toBeGreaterThan(50);
  for (const type of ['s3.event', 'sqs.message', 's3.lifecycle', 'fault'])
    expect(first).toContain(`"type":"${type}"`);
  expect(await run()).toBe(first);
});

test('another seed gives another one', async () => {
  expect(await run(undefined, { ...OPTIONS, seed: 'another' })).not.toBe(await run());
});

test('a clock that runs and was stopped gives the journal of one that only ever moves when told', async () => {
  const stopped = async (cloud: Cloud): Promise<void> => {
    cloud.clock.freeze();
    await cloud.clock.set(START);
  };
  const manual = await run();
  expect(await run(stopped, { ...OPTIONS, clock: 'real' })).toBe(manual);
  expect(await run(stopped, { ...OPTIONS, clock: { scale: 1_000 } })).toBe(manual);
});

test('a restored cloud goes on the same, as often as it is restored', async () => {
  await using cloud = await createCloud(OPTIONS);
  await furnish(cloud);
  using snapshot = await cloud.snapshot();
  const journals: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    await cloud.restore(snapshot);
    await live(cloud);
    journals.push(journalOf(cloud));
  }
  expect(journals[1]).toBe(journals[0]);
});

test('two clouds that load the same snapshot go on the same', async () => {
  const snapshots = mkdtempSync(join(tmpdir(), 'safelight-same-'));
  try {
    await using source = await createCloud({ ...OPTIONS, snapshots });
    await furnish(source);
    await source.saved.save('furnished');
    const journals: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      await using cloud = await createCloud({ ...OPTIONS, snapshots });
      await cloud.saved.load('furnished');
      await live(cloud);
      journals.push(journalOf(cloud));
    }
    expect(journals[1]).toBe(journals[0]);
  } finally {
    rmSync(snapshots, { recursive: true });
  }
});
