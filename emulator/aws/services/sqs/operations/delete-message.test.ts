import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { seconds } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('an old handle still deletes the message of a standard queue, even twice', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q', Attributes: { VisibilityTimeout: '1' } });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a' });
  const { Messages } = await sqs.receiveMessage({ QueueUrl });
  const ReceiptHandle = Messages![0]!.ReceiptHandle;
  await cloud.clock.advance(seconds(2));
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
  expect((await sqs.receiveMessage({ QueueUrl })).Messages).toBeUndefined();
});

test('an expired handle does not delete the message of a FIFO queue', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true', VisibilityTimeout: '1' };
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q.fifo', Attributes });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a', MessageGroupId: 'g' });
  const { Messages } = await sqs.receiveMessage({ QueueUrl });
  const ReceiptHandle = Messages![0]!.ReceiptHandle;
  await cloud.clock.advance(seconds(1));
  await expect(sqs.deleteMessage({ QueueUrl, ReceiptHandle })).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message: `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
  });
});

test('a handle that is none, or of another queue, is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const { QueueUrl: other } = await sqs.createQueue({ QueueName: 'other' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a' });
  const { Messages } = await sqs.receiveMessage({ QueueUrl });
  const ReceiptHandle = Messages![0]!.ReceiptHandle;
  await expect(sqs.deleteMessage({ QueueUrl, ReceiptHandle: 'garbage' })).rejects.toMatchObject({
    name: 'ReceiptHandleIsInvalid',
    message: 'The input receipt handle "garbage" is not a valid receipt handle.',
  });
  await expect(sqs.deleteMessage({ QueueUrl: other, ReceiptHandle })).rejects.toMatchObject({
    name: 'ReceiptHandleIsInvalid',
  });
});

test('a batch deletes what it can and names what it cannot', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a' });
  const { Messages } = await sqs.receiveMessage({ QueueUrl });
  const { Successful, Failed } = await sqs.deleteMessageBatch({
    QueueUrl,
    Entries: [
      { Id: 'real', ReceiptHandle: Messages![0]!.ReceiptHandle },
      { Id: 'fake', ReceiptHandle: 'fake' },
    ],
  });
  expect(Successful).toEqual([{ Id: 'real' }]);
  expect(Failed).toEqual([
    {
      Id: 'fake',
      SenderFault: true,
      Code: 'ReceiptHandleIsInvalid',
      Message: 'The input receipt handle "fake" is not a valid receipt handle.',
    },
  ]);
});
