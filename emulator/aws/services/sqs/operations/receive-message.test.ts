import { SQS } from '@aws-sdk/client-sqs';
import { expect, test, vi } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { seconds } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('a received message is hidden for the visibility timeout and comes again with another handle', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q', Attributes: { VisibilityTimeout: '20' } });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a' });
  const receive = async () =>
    (await sqs.receiveMessage({ QueueUrl, MessageSystemAttributeNames: ['All'] })).Messages?.[0];
  const first = await receive();
  expect(await receive()).toBeUndefined();
  await cloud.clock.advance(seconds(20));
  const again = await receive();
  expect(again?.MessageId).toBe(first?.MessageId);
  expect(again?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  expect(again?.Attributes).toEqual({ ...first?.Attributes, ApproximateReceiveCount: '2' });
});

test('an empty queue answers an empty object', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  expect(Object.keys(await sqs.receiveMessage({ QueueUrl }))).toEqual(['$metadata']);
});

test('a long poll gets the message that is sent while it waits, without time passing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const before = cloud.clock.now();
  const polling = sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
  await vi.waitFor(() => expect(cloud.clock.reading().waits).toBe(1));
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a' });
  expect((await polling).Messages).toMatchObject([{ Body: 'a' }]);
  expect(cloud.clock.now()).toBe(before);
});

test('a long poll ends with nothing when its time is up', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const Attributes = { ReceiveMessageWaitTimeSeconds: '5' };
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q', Attributes });
  const polling = sqs.receiveMessage({ QueueUrl });
  await vi.waitFor(() => expect(cloud.clock.reading().waits).toBe(1));
  await cloud.clock.advance(seconds(5));
  expect((await polling).Messages).toBeUndefined();
  expect(cloud.clock.reading().waits).toBe(0);
});

test('a long poll gets a message whose visibility timeout ends while it waits', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a' });
  await sqs.receiveMessage({ QueueUrl, VisibilityTimeout: 7 });
  const sent = cloud.clock.reading().waits;
  const polling = sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
  await vi.waitFor(() => expect(cloud.clock.reading().waits).toBe(sent + 1));
  await cloud.clock.advance(seconds(7));
  expect((await polling).Messages).toMatchObject([{ Body: 'a' }]);
});

test('each of fifty long polls gets one of fifty messages', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const receiver = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const polls = Array.from({ length: 50 }, () => receiver.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 }));
  await vi.waitFor(() => expect(cloud.clock.reading().waits).toBe(50));
  for (let at = 0; at < 50; at += 1) await sqs.sendMessage({ QueueUrl, MessageBody: `m${at}` });
  const bodies = (await Promise.all(polls)).flatMap(({ Messages }) => Messages?.map(({ Body }) => Body));
  expect(new Set(bodies).size).toBe(50);
});

test('a message is not lost on a client that has gone away', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const abort = new AbortController();
  const polling = sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 }, { abortSignal: abort.signal });
  await vi.waitFor(() => expect(cloud.clock.reading().waits).toBe(1));
  abort.abort();
  await expect(polling).rejects.toThrow('aborted');
  await vi.waitFor(() => expect(cloud.clock.reading().waits).toBe(0));
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a' });
  expect((await sqs.receiveMessage({ QueueUrl })).Messages).toMatchObject([{ Body: 'a' }]);
});

test('deleting a queue ends the polls on it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const polling = sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
  await vi.waitFor(() => expect(cloud.clock.reading().waits).toBe(1));
  await sqs.deleteQueue({ QueueUrl });
  expect((await polling).Messages).toBeUndefined();
});

const MessageAttributes = {
  General: { DataType: 'String', StringValue: 'Kenobi' },
  Hello: { DataType: 'String', StringValue: 'There' },
  'Help.Me': { DataType: 'String', StringValue: 'Me' },
};

test.each([
  [['All'], ['General', 'Hello', 'Help.Me'], '4c360f3fdafd970e05fae2f149d997f5'],
  [['.*'], ['General', 'Hello', 'Help.Me'], '4c360f3fdafd970e05fae2f149d997f5'],
  [['Hel.*'], ['Hello', 'Help.Me'], '83fee93c1bcd8b9a5a923ffacdc636c7'],
  [['General', 'Hello'], ['General', 'Hello'], 'fca026605781cb4126a1e9044df24232'],
  [['Foo', 'Hello'], ['Hello'], 'a311262e065454b75da111d535b8dacd'],
  [['Foo'], [], undefined],
])('asked for %o, a receiver gets the attributes %o', async (MessageAttributeNames, names, md5) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'msg', MessageAttributes });
  const { Messages } = await sqs.receiveMessage({ QueueUrl, MessageAttributeNames });
  expect(Object.keys(Messages?.[0]?.MessageAttributes ?? {})).toEqual(names);
  expect(Messages?.[0]?.MD5OfMessageAttributes).toBe(md5);
});

test('attributes that nobody asked for are not returned', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'msg', MessageAttributes });
  const { Messages } = await sqs.receiveMessage({ QueueUrl });
  expect(Object.keys(Messages![0]!).toSorted()).toEqual(['Body', 'MD5OfBody', 'MessageId', 'ReceiptHandle']);
});

test('binary attributes come back as they were sent', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const BinaryValue = Uint8Array.of(0, 255, 30);
  const sent = await sqs.sendMessage({
    QueueUrl,
    MessageBody: 'msg',
    MessageAttributes: { bytes: { DataType: 'Binary', BinaryValue } },
  });
  const { Messages } = await sqs.receiveMessage({ QueueUrl, MessageAttributeNames: ['bytes'] });
  expect(Messages?.[0]?.MessageAttributes).toEqual({ bytes: { DataType: 'Binary', BinaryValue } });
  expect(Messages?.[0]?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
});

test.each([
  [
    { MaxNumberOfMessages: 11 },
    'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
  ],
  [
    { WaitTimeSeconds: 21 },
    'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
  ],
])('the request %o is refused', async (request, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const receiving = sqs.receiveMessage({ QueueUrl, ...request });
  await expect(receiving).rejects.toMatchObject({ Code: 'InvalidParameterValue', message });
});
