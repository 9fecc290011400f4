import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { causeOf } from '../../kernel/journal.ts';
import type { Principal } from '../../kernel/scope.ts';
import { createCloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { startCore } from '../../testing/core.ts';
import { Sqs } from './sqs.ts';

const queueArn = 'arn:aws:sqs:us-east-1:000000000000:q';
const sourceArn = 'arn:aws:s3:::photos';
const principal: Principal = { kind: 'service', service: 's3.amazonaws.com' };

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': sourceArn } },
  },
});

test('a service delivers where the queue’s policy lets it', async () => {
  using core = startCore();
  const sqs = new Sqs(core);
  const queue = sqs.queues.create(core.home, 'q', { Policy: POLICY }, {}, core.clock.now());
  expect(sqs.permits(queueArn, principal, sourceArn)).toBe(true);
  expect(sqs.deliver({ queueArn, body: 'event', principal, sourceArn, cause: 7 })).toBe('delivered');
  const [message] = await sqs.receive(queue, { limit: 1 }, 0);
  expect(message?.body).toBe('event');
  expect(causeOf(message?.trace_header ?? '')).toBe(7);
  expect(core.journal.entries()).toMatchObject([{ type: 'sqs.message', cause: 7, seq: message?.cause }]);
});

test('a service is told why it could not deliver', () => {
  using core = startCore();
  const sqs = new Sqs(core);
  const missing = sqs.deliver({ queueArn, body: 'event', principal, cause: 0 });
  expect(missing).toMatchObject({ error: { code: 'QueueDoesNotExist' } });
  expect(sqs.exists(queueArn)).toBe(false);
  sqs.queues.create(core.home, 'q', { Policy: POLICY }, {}, core.clock.now());
  expect(sqs.exists(queueArn)).toBe(true);
  const elsewhere = 'arn:aws:s3:::other';
  expect(sqs.permits(queueArn, principal, elsewhere)).toBe(false);
  const refused = sqs.deliver({ queueArn, body: 'event', principal, sourceArn: elsewhere, cause: 0 });
  expect(refused).toMatchObject({ error: { status: 403 } });
});

test('a delivery that the queue cannot take is no defect', () => {
  using core = startCore();
  const sqs = new Sqs(core);
  const arn = `${queueArn}.fifo`;
  sqs.queues.create(core.home, 'q.fifo', { Policy: POLICY.replaceAll(queueArn, arn) }, {}, core.clock.now());
  const outcome = sqs.deliver({ queueArn: arn, body: 'event', principal, sourceArn, cause: 0 });
  expect(outcome).toMatchObject({ error: { queryCode: 'MissingParameter' } });
});

test('a fault rule makes a standard queue deliver twice, with one id', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const effect = { kind: 'duplicate' } as const;
  cloud.faults.add({ on: 'delivery', target: 'sqs.message', probability: 1, times: 1, effect });
  const { MessageId } = await sqs.sendMessage({ QueueUrl, MessageBody: 'a' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'b' });
  const { Messages } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
  expect(Messages?.map(({ Body }) => Body)).toEqual(['a', 'a', 'b']);
  expect(Messages?.map((message) => message.MessageId).slice(0, 2)).toEqual([MessageId, MessageId]);
  expect(cloud.journal.entries()).toContainEqual(
    expect.objectContaining({ type: 'fault', effect: 'duplicate' }),
  );
});

test('messages wait for a cloud that is started again on the same data', async ({ onTestFinished }) => {
  const data = mkdtempSync(join(tmpdir(), 'safelight-sqs-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  {
    await using cloud = await createCloud({ clock: 'manual', data });
    const sqs = new SQS(clientConfig(cloud));
    const { QueueUrl } = await sqs.createQueue({
      QueueName: 'q',
      Attributes: { MessageRetentionPeriod: '60' },
    });
    await sqs.sendMessage({ QueueUrl, MessageBody: 'kept' });
  }
  await using cloud = await createCloud({ clock: 'manual', data });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.getQueueUrl({ QueueName: 'q' });
  expect((await sqs.receiveMessage({ QueueUrl })).Messages).toMatchObject([{ Body: 'kept' }]);
  await cloud.clock.advance(60_000);
  expect(cloud.journal.entries()).toContainEqual(
    expect.objectContaining({ type: 'sqs.expired', messages: 1 }),
  );
});
