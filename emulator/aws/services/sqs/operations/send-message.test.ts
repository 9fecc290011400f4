import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { seconds } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('digests cover the body, the attributes and the trace header', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const sent = await sqs.sendMessage({
    QueueUrl,
    MessageBody: 'msg',
    MessageAttributes: { attr1: { DataType: 'Number', StringValue: '99.12' } },
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5-6;Sampled=1' } },
  });
  expect(sent).toMatchObject({
    MD5OfMessageBody: '6e2baaf3b97dbeef01c0043275f9a0e7',
    MD5OfMessageAttributes: 'd302007e9aa062660afc85fd0a482472',
    MD5OfMessageSystemAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  const { Messages } = await sqs.receiveMessage({
    QueueUrl,
    MessageSystemAttributeNames: ['AWSTraceHeader'],
  });
  expect(Messages?.[0]?.Attributes).toEqual({ AWSTraceHeader: 'Root=1-5-6;Sampled=1' });
});

test('a message of the queue’s maximum size is taken, one byte more is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const attribute = { DataType: 'String', StringValue: 'v' };
  const MessageAttributes = { k: attribute };
  const room = 1_048_576 - 'kStringv'.length;
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a'.repeat(room), MessageAttributes });
  const tooLong = sqs.sendMessage({ QueueUrl, MessageBody: 'a'.repeat(room + 1), MessageAttributes });
  await expect(tooLong).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    Code: 'InvalidParameterValue',
    message: 'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
  });
});

test.each([
  [{}, 'MissingParameter', 'The request must contain the parameter MessageBody.'],
  [
    { MessageBody: 'a\u{FFFF}' },
    'InvalidMessageContents',
    "Invalid binary character '#xFFFF' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF].",
  ],
  [
    { MessageBody: 'a', DelaySeconds: 901 },
    'InvalidParameterValue',
    'Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
  ],
  [
    { MessageBody: 'a', MessageAttributes: { X: { DataType: 'String', StringValue: '' } } },
    'InvalidParameterValue',
    "Message (user) attribute 'X' must contain a non-empty value of type 'String'.",
  ],
  [
    { MessageBody: 'a', MessageAttributes: { X: { DataType: 'Number', StringValue: 'one' } } },
    'InvalidParameterValue',
    "Can't cast the value of message (user) attribute 'X' to a number.",
  ],
  [
    { MessageBody: 'a', MessageAttributes: { X: { DataType: 'Text', StringValue: 'b' } } },
    'InvalidParameterValue',
    "The type of message (user) attribute 'X' is invalid. You must use only the following supported type prefixes: Binary, Number, String.",
  ],
  [
    { MessageBody: 'a', MessageAttributes: { 'AWS.X': { DataType: 'String', StringValue: 'b' } } },
    'InvalidParameterValue',
    "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'.",
  ],
])('the message %o is refused', async (message, name, text) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS({ ...clientConfig(cloud), md5: false });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const sending = sqs.sendMessage({ QueueUrl, MessageBody: undefined, ...message });
  await expect(sending).rejects.toMatchObject({ name, message: text });
});

test('a delayed message comes when its delay is over', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q', Attributes: { DelaySeconds: '10' } });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'by the queue' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'by itself', DelaySeconds: 20 });
  const bodies = async () =>
    (await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })).Messages?.map(({ Body }) => Body);
  await cloud.clock.advance(seconds(10) - 1);
  expect(await bodies()).toBeUndefined();
  await cloud.clock.advance(1);
  expect(await bodies()).toEqual(['by the queue']);
  await cloud.clock.advance(seconds(10));
  expect(await bodies()).toEqual(['by itself']);
});

test('a message outlives its retention period by nothing, received or not', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({
    QueueName: 'q',
    Attributes: { MessageRetentionPeriod: '60' },
  });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'old' });
  await cloud.clock.advance(seconds(30));
  await sqs.sendMessage({ QueueUrl, MessageBody: 'young' });
  await cloud.clock.advance(seconds(30));
  expect(cloud.journal.entries()).toContainEqual(
    expect.objectContaining({ type: 'sqs.expired', messages: 1 }),
  );
  const { Messages } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
  expect(Messages?.map(({ Body }) => Body)).toEqual(['young']);
  await cloud.clock.advance(seconds(30));
  const expired = cloud.journal.entries().filter(({ type }) => type === 'sqs.expired');
  expect(expired).toHaveLength(2);
});

test('a queue that does not exist is named so, and an address that is none too', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const MessageBody = 'a';
  const missing = sqs.sendMessage({ QueueUrl: `${cloud.endpoint}/000000000000/no`, MessageBody });
  await expect(missing).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
    Code: 'AWS.SimpleQueueService.NonExistentQueue',
    message: 'The specified queue does not exist.',
  });
  const nowhere = sqs.sendMessage({ QueueUrl: `${cloud.endpoint}/no`, MessageBody });
  await expect(nowhere).rejects.toMatchObject({ name: 'InvalidAddress' });
});
