import { SQS } from '@aws-sdk/client-sqs';
import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import type { NewFaultRule } from '../kernel/faults.ts';
import { factsOf } from '../kernel/journal.ts';
import { clientConfig } from '../testing/client-config.ts';

const START = Date.UTC(2026, 10, 20, 10, 11, 12);

const STORM: readonly NewFaultRule[] = [
  {
    id: 'twice',
    on: 'delivery',
    target: 's3.event',
    probability: 0.2,
    effect: { kind: 'duplicate' },
  },
  {
    id: 'late',
    on: 'delivery',
    target: 'sqs.message',
    probability: 0.2,
    effect: { kind: 'reorder', within: 20_000 },
  },
  { id: 'lost', on: 'delivery', target: 's3.event', probability: 0.2, effect: { kind: 'drop' } },
  {
    id: 'slow',
    on: 'call',
    target: 's3',
    operation: 'HeadObject',
    probability: 0.3,
    effect: { kind: 'throttle' },
  },
];

/** Everything that the journal says of 40 uploads that a queue is told of, but how long things really took. */
async function run(seed: string): Promise<unknown[]> {
  await using cloud = await createCloud({ clock: 'manual', startAt: START, seed, faults: STORM });
  const offset = { systemClockOffset: cloud.clock.now() - cloud.clock.wall() };
  const s3 = new S3({ ...clientConfig(cloud), ...offset, maxAttempts: 1, forcePathStyle: true });
  const sqs = new SQS({ ...clientConfig(cloud), ...offset });
  await s3.createBucket({ Bucket: 'photos' });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'uploads', Attributes: { Policy: LETS_S3_IN } });
  await s3.putBucketNotificationConfiguration({
    Bucket: 'photos',
    NotificationConfiguration: { QueueConfigurations: [{ QueueArn: ARN, Events: ['s3:ObjectCreated:*'] }] },
  });
  for (let n = 0; n < 40; n += 1) {
    await s3.putObject({ Bucket: 'photos', Key: `${n}.jpg`, Body: 'x' });
    await s3.headObject({ Bucket: 'photos', Key: `${n}.jpg` }).catch(() => undefined);
    await cloud.clock.advance(1_000);
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    for (const { ReceiptHandle } of Messages) await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
  }
  // What took how long is the machine's doing.
  return cloud.journal.entries().map(factsOf);
}

const ARN = 'arn:aws:sqs:us-east-1:000000000000:uploads';
const LETS_S3_IN = JSON.stringify({
  Statement: { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: '*', Resource: ARN },
});

test('the same seed gives the same run, another seed another one', async () => {
  const once = await run('storm');
  const struck = once.filter((entry) => (entry as { type: string }).type === 'fault');
  expect(new Set(struck.map((entry) => (entry as { fault: string }).fault))).toEqual(
    new Set(STORM.map(({ id }) => id)),
  );
  expect(await run('storm')).toEqual(once);
  expect(await run('calm')).not.toEqual(once);
}, 60_000);

const control = (cloud: Cloud, method: string, path: string, body?: object) =>
  fetch(`${cloud.endpoint}/_safelight/faults${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

test('rules are added, listed and taken away over the control API', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const rule = { on: 'call', target: 's3', probability: 1, effect: { kind: 'throttle' } };
  const added = await control(cloud, 'POST', '', rule);
  expect([added.status, await added.json()]).toEqual([201, { ...rule, id: 'fault-1' }]);
  const s3 = new S3({ ...clientConfig(cloud), maxAttempts: 1 });
  await expect(s3.listBuckets()).rejects.toMatchObject({ name: 'SlowDown' });
  expect(await (await control(cloud, 'GET', '')).json()).toEqual({
    faults: [{ ...rule, id: 'fault-1', struck: 1 }],
  });
  expect((await control(cloud, 'DELETE', '/fault-1')).status).toBe(204);
  expect((await control(cloud, 'DELETE', '/fault-1')).status).toBe(404);
  expect((await s3.listBuckets()).Buckets).toEqual([]);
});

test('a rule that means nothing is refused with what is wrong', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const answer = await control(cloud, 'POST', '', { on: 'call', probability: 1, effect: { kind: 'crash' } });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: 'The effect of a rule on a call must be one of delay, error, throttle.' },
  ]);
});

test('rules that a cloud starts with stand again after a reset', async () => {
  await using cloud = await createCloud({ clock: 'manual', faults: STORM });
  cloud.faults.clear();
  await cloud.reset();
  expect(cloud.faults.list().map(({ id }) => id)).toEqual(['twice', 'late', 'lost', 'slow']);
});
