import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { seconds } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const startAt = Date.parse('2026-01-01T00:00:00Z');

test('a new queue has the defaults that AWS reports', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  expect(Attributes).toEqual({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesDelayed: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
    CreatedTimestamp: '1767225600',
    DelaySeconds: '0',
    LastModifiedTimestamp: '1767225600',
    MaximumMessageSize: '1048576',
    MessageRetentionPeriod: '345600',
    QueueArn: 'arn:aws:sqs:us-east-1:000000000000:q',
    ReceiveMessageWaitTimeSeconds: '0',
    SqsManagedSseEnabled: 'true',
    VisibilityTimeout: '30',
  });
});

test('a FIFO queue has four attributes more', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q.fifo', Attributes: { FifoQueue: 'true' } });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  expect(Attributes).toMatchObject({
    ContentBasedDeduplication: 'false',
    DeduplicationScope: 'queue',
    FifoQueue: 'true',
    FifoThroughputLimit: 'perQueue',
  });
});

test('setting attributes moves LastModifiedTimestamp and leaves the others alone', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q', Attributes: { VisibilityTimeout: '20' } });
  await cloud.clock.advance(seconds(5));
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds: '420' } });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  expect(Attributes).toMatchObject({
    VisibilityTimeout: '20',
    DelaySeconds: '420',
    CreatedTimestamp: '1767225600',
    LastModifiedTimestamp: '1767225605',
  });
});

test('only the attributes asked for are returned, and an unknown one is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['QueueArn', 'Policy'] });
  expect(Attributes).toEqual({ QueueArn: 'arn:aws:sqs:us-east-1:000000000000:q' });
  const unknown = sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Colour' as 'All'] });
  await expect(unknown).rejects.toMatchObject({
    name: 'InvalidAttributeName',
    message: 'Unknown Attribute Colour.',
  });
});

test('counts tell visible, delayed and received messages apart', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  for (const MessageBody of ['1', '2', '3']) await sqs.sendMessage({ QueueUrl, MessageBody });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'later', DelaySeconds: 60 });
  await sqs.receiveMessage({ QueueUrl });
  const counts = async () => {
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
    return [
      Attributes?.ApproximateNumberOfMessages,
      Attributes?.ApproximateNumberOfMessagesNotVisible,
      Attributes?.ApproximateNumberOfMessagesDelayed,
    ];
  };
  expect(await counts()).toEqual(['2', '1', '1']);
  await cloud.clock.advance(seconds(60));
  expect(await counts()).toEqual(['4', '0', '0']);
});

test('encryption with a KMS key replaces the encryption by SQS', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({
    QueueName: 'q',
    Attributes: { KmsMasterKeyId: 'testKeyId', KmsDataKeyReusePeriodSeconds: '6000' },
  });
  const AttributeNames = ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled'] as const;
  const read = async () =>
    (await sqs.getQueueAttributes({ QueueUrl, AttributeNames: [...AttributeNames] })).Attributes;
  expect(await read()).toEqual({
    KmsMasterKeyId: 'testKeyId',
    KmsDataKeyReusePeriodSeconds: '6000',
    SqsManagedSseEnabled: 'false',
  });
  await expect(
    sqs.setQueueAttributes({ QueueUrl, Attributes: { SqsManagedSseEnabled: 'true' } }),
  ).rejects.toMatchObject({ name: 'InvalidAttributeName' });
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { KmsMasterKeyId: '' } });
  expect(await read()).toEqual({ SqsManagedSseEnabled: 'true' });
});

test('the type of a queue cannot be changed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl: standard } = await sqs.createQueue({ QueueName: 'q' });
  const { QueueUrl: fifo } = await sqs.createQueue({
    QueueName: 'q.fifo',
    Attributes: { FifoQueue: 'true' },
  });
  const Attributes = { FifoQueue: 'true' };
  await expect(sqs.setQueueAttributes({ QueueUrl: standard, Attributes })).rejects.toMatchObject({
    name: 'InvalidAttributeName',
    message: 'Unknown Attribute FifoQueue.',
  });
  await expect(sqs.setQueueAttributes({ QueueUrl: fifo, Attributes })).rejects.toMatchObject({
    name: 'InvalidAttributeValue',
    message: 'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
  });
});
