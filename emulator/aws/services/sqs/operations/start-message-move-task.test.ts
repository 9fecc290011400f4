import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { seconds } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const SourceArn = arnOf('dlq');

/** A queue whose messages have all failed once. */
async function withFailures(cloud: { endpoint: string; region: string }, count: number) {
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl: deadUrl } = await sqs.createQueue({ QueueName: 'dlq' });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: 1 });
  const Attributes = { RedrivePolicy, VisibilityTimeout: '0' };
  const { QueueUrl: workUrl } = await sqs.createQueue({ QueueName: 'work', Attributes });
  const work = { QueueUrl: workUrl };
  for (let at = 0; at < count; at += 1) await sqs.sendMessage({ ...work, MessageBody: `m${at}` });
  const all = { ...work, MaxNumberOfMessages: 10 };
  await sqs.receiveMessage(all);
  await sqs.receiveMessage(all);
  return { sqs, dead: { QueueUrl: deadUrl }, work };
}

test('a received-too-often message moves to the dead-letter queue and keeps what it was', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, dead, work } = await withFailures(cloud, 1);
  expect((await sqs.receiveMessage(work)).Messages).toBeUndefined();
  const { Messages } = await sqs.receiveMessage({ ...dead, MessageSystemAttributeNames: ['All'] });
  expect(Messages).toMatchObject([
    { Body: 'm0', Attributes: { DeadLetterQueueSourceArn: arnOf('work'), ApproximateReceiveCount: '2' } },
  ]);
  expect((await sqs.listDeadLetterSourceQueues(dead)).queueUrls).toEqual([work.QueueUrl]);
});

test('a task without destination brings messages back as new ones', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, work } = await withFailures(cloud, 2);
  await sqs.startMessageMoveTask({ SourceArn });
  await cloud.clock.settle();
  const { Results } = await sqs.listMessageMoveTasks({ SourceArn });
  expect(Results).toMatchObject([
    {
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
      SourceArn,
      Status: 'COMPLETED',
    },
  ]);
  const { Messages } = await sqs.receiveMessage({
    ...work,
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ['All'],
  });
  expect(Messages).toHaveLength(2);
  expect(Messages?.[0]?.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
  expect(Messages?.[0]?.Attributes?.DeadLetterQueueSourceArn).toBeUndefined();
});

test('a paced task moves so many messages a second, and can be cancelled', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs } = await withFailures(cloud, 10);
  const DestinationArn = arnOf('work');
  const task = { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: 1 };
  const { TaskHandle } = await sqs.startMessageMoveTask(task);
  await expect(sqs.startMessageMoveTask(task)).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message:
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
  });
  await cloud.clock.advance(seconds(2));
  expect((await sqs.listMessageMoveTasks({ SourceArn })).Results).toMatchObject([
    { Status: 'RUNNING', TaskHandle, ApproximateNumberOfMessagesMoved: 3, DestinationArn },
  ]);
  expect(await sqs.cancelMessageMoveTask({ TaskHandle })).toMatchObject({
    ApproximateNumberOfMessagesMoved: 3,
  });
  await cloud.clock.advance(seconds(10));
  const { Results } = await sqs.listMessageMoveTasks({ SourceArn });
  expect(Results).toMatchObject([{ Status: 'CANCELLED', ApproximateNumberOfMessagesMoved: 3 }]);
  expect(Results?.[0]?.TaskHandle).toBeUndefined();
});

test('a task fails when its destination is deleted under it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs } = await withFailures(cloud, 3);
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'target' });
  const task = { SourceArn, DestinationArn: arnOf('target'), MaxNumberOfMessagesPerSecond: 1 };
  await sqs.startMessageMoveTask(task);
  await cloud.clock.settle();
  await sqs.deleteQueue({ QueueUrl });
  await cloud.clock.advance(seconds(1));
  expect((await sqs.listMessageMoveTasks({ SourceArn })).Results).toMatchObject([
    {
      Status: 'FAILED',
      FailureReason: 'AWS.SimpleQueueService.NonExistentQueue',
      ApproximateNumberOfMessagesMoved: 1,
    },
  ]);
});

test('what cannot be moved is refused by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs } = await withFailures(cloud, 1);
  await expect(sqs.startMessageMoveTask({ SourceArn: arnOf('work') })).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message: 'Source queue must be configured as a Dead Letter Queue.',
  });
  await expect(sqs.startMessageMoveTask({ SourceArn, DestinationArn: arnOf('no') })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "The resource that you specified for the DestinationArn parameter doesn't exist.",
    $metadata: { httpStatusCode: 404 },
  });
  await expect(sqs.cancelMessageMoveTask({ TaskHandle: 'x' })).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message: 'Value for parameter TaskHandle is invalid.',
  });
  const unknown = Buffer.from(JSON.stringify({ taskId: 'x', sourceArn: SourceArn })).toString('base64');
  await expect(sqs.cancelMessageMoveTask({ TaskHandle: unknown })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Task does not exist.',
  });
});

test('a dead-letter queue chooses its sources', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const RedriveAllowPolicy = JSON.stringify({
    redrivePermission: 'byQueue',
    sourceQueueArns: [arnOf('friend')],
  });
  await sqs.createQueue({ QueueName: 'dlq', Attributes: { RedriveAllowPolicy } });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: '3' });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'friend', Attributes: { RedrivePolicy } });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['RedrivePolicy'] });
  expect(JSON.parse(Attributes!.RedrivePolicy!)).toEqual({
    deadLetterTargetArn: SourceArn,
    maxReceiveCount: 3,
  });
  await expect(sqs.createQueue({ QueueName: 'foe', Attributes: { RedrivePolicy } })).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
  });
});
