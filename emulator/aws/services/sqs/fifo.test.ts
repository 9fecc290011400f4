import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { minutes, seconds } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';

async function startFifo(cloud: { endpoint: string; region: string }, attributes: object = {}) {
  const sqs = new SQS(clientConfig(cloud));
  const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true', ...attributes };
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q.fifo', Attributes });
  const send = (MessageBody: string, MessageGroupId = 'g', more: object = {}) =>
    sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId, ...more });
  const receive = async (more: object = {}) =>
    (await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? [];
  return { sqs, QueueUrl, send, receive };
}

const bodies = (messages: readonly { Body?: string | undefined }[]) => messages.map(({ Body }) => Body);

test('a group comes in the order it was sent, and waits while one of its messages is in flight', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl, send, receive } = await startFifo(cloud);
  for (const body of ['a1', 'a2', 'a3']) await send(body, 'a');
  await send('b1', 'b');
  const [first] = await receive({ MaxNumberOfMessages: 1 });
  expect(first?.Body).toBe('a1');
  expect(bodies(await receive())).toEqual(['b1']);
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: first!.ReceiptHandle });
  expect(bodies(await receive())).toEqual(['a2', 'a3']);
  await cloud.clock.advance(seconds(30));
  expect(bodies(await receive())).toEqual(['a2', 'a3', 'b1']);
});

test('the same content within five minutes is one message', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl, send, receive } = await startFifo(cloud);
  const first = await send('a');
  const [message] = await receive();
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message!.ReceiptHandle });
  const again = await send('a', 'another-group');
  expect([again.MessageId, again.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
  expect(await receive()).toEqual([]);
  await cloud.clock.advance(minutes(5));
  expect((await send('a')).MessageId).not.toBe(first.MessageId);
  expect(bodies(await receive())).toEqual(['a']);
});

test('deduplication by group lets groups repeat each other', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send, receive } = await startFifo(cloud, { DeduplicationScope: 'messageGroup' });
  await send('a', 'g1');
  await send('a', 'g2');
  await send('a', 'g2');
  expect(await receive()).toHaveLength(2);
});

test('sequence numbers have twenty digits and grow', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send, receive } = await startFifo(cloud);
  const first = await send('1');
  const second = await send('2');
  expect(first.SequenceNumber).toMatch(/^\d{20}$/);
  expect(BigInt(second.SequenceNumber!)).toBeGreaterThan(BigInt(first.SequenceNumber!));
  const [message] = await receive({ MessageSystemAttributeNames: ['All'] });
  expect(message?.Attributes).toMatchObject({
    MessageGroupId: 'g',
    MessageDeduplicationId: '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',
    SequenceNumber: first.SequenceNumber,
  });
});

test('group and deduplication ids are demanded', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl, send } = await startFifo(cloud, { ContentBasedDeduplication: 'false' });
  await expect(send('a')).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message:
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  });
  await expect(
    sqs.sendMessage({ QueueUrl, MessageBody: 'a', MessageDeduplicationId: 'd' }),
  ).rejects.toMatchObject({
    Code: 'MissingParameter',
    message: 'The request must contain the parameter MessageGroupId.',
  });
  await expect(send('a', 'g', { MessageDeduplicationId: 'd', DelaySeconds: 2 })).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message:
      'Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
  });
});

test('a repeated receive attempt gets the same receipts and their time anew', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send, receive } = await startFifo(cloud);
  await send('a');
  const attempt = { ReceiveRequestAttemptId: 'try-1', VisibilityTimeout: 10 };
  const [first] = await receive(attempt);
  await cloud.clock.advance(seconds(9));
  const [repeated] = await receive(attempt);
  expect(repeated?.ReceiptHandle).toBe(first?.ReceiptHandle);
  await cloud.clock.advance(seconds(9));
  expect(await receive()).toEqual([]);
  await cloud.clock.advance(seconds(1));
  const [later] = await receive(attempt);
  expect(later?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
});

test('a standard queue keeps a group id and takes no deduplication id', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a', MessageGroupId: 'tenant' });
  const { Messages } = await sqs.receiveMessage({
    QueueUrl,
    MessageSystemAttributeNames: ['MessageGroupId'],
  });
  expect(Messages?.[0]?.Attributes).toEqual({ MessageGroupId: 'tenant' });
  const wrong = sqs.sendMessage({ QueueUrl, MessageBody: 'a', MessageDeduplicationId: 'd' });
  await expect(wrong).rejects.toMatchObject({ Code: 'InvalidParameterValue' });
});
