import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { hours, seconds } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const startQueue = async (cloud: { endpoint: string; region: string }) => {
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a' });
  const receive = async () => (await sqs.receiveMessage({ QueueUrl })).Messages?.[0]?.ReceiptHandle;
  return { sqs, QueueUrl, receive };
};

test('zero makes a message visible at once', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl, receive } = await startQueue(cloud);
  const ReceiptHandle = await receive();
  await sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
  expect(await receive()).toBeDefined();
});

test('a longer timeout counts from now', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl, receive } = await startQueue(cloud);
  const ReceiptHandle = await receive();
  await cloud.clock.advance(seconds(20));
  await sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 });
  await cloud.clock.advance(seconds(59));
  expect(await receive()).toBeUndefined();
  await cloud.clock.advance(seconds(1));
  expect(await receive()).toBeDefined();
});

test('a timeout can be set after the old one has passed, while nobody else has the message', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl, receive } = await startQueue(cloud);
  const ReceiptHandle = await receive();
  await cloud.clock.advance(seconds(31));
  await sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 30 });
  expect(await receive()).toBeUndefined();
});

test('an old handle cannot hide a message that is visible again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl, receive } = await startQueue(cloud);
  const ReceiptHandle = await receive();
  await cloud.clock.advance(seconds(30));
  await receive();
  await cloud.clock.advance(seconds(30));
  await expect(
    sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 30 }),
  ).rejects.toMatchObject({
    name: 'MessageNotInflight',
    Code: 'AWS.SimpleQueueService.MessageNotInflight',
  });
});

test('no message stays in flight beyond twelve hours', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl, receive } = await startQueue(cloud);
  const ReceiptHandle = await receive();
  await sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 43_200 });
  await cloud.clock.advance(hours(1));
  await expect(
    sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 43_200 }),
  ).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message:
      'Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].',
  });
});

test('a message that is gone cannot be hidden, which a batch says otherwise', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl, receive } = await startQueue(cloud);
  const ReceiptHandle = await receive();
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
  await expect(
    sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
  ).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message: `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
  });
  const Entries = [{ Id: '1', ReceiptHandle, VisibilityTimeout: 0 }];
  const { Failed } = await sqs.changeMessageVisibilityBatch({ QueueUrl, Entries });
  expect(Failed).toEqual([
    {
      Id: '1',
      SenderFault: true,
      Code: 'ReceiptHandleIsInvalid',
      Message: 'Message does not exist or is not available for visibility timeout change',
    },
  ]);
});
