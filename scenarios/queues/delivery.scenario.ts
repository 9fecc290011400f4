import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';

const VISIBILITY =
  'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html';
const DEAD_LETTERS =
  'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html';
const DELAYS =
  'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html';
const FIFO =
  'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html';
const BATCH =
  'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html';

async function queue(world: World, Attributes: Record<string, string> = {}, suffix = '') {
  const sqs = await world.clients.sqs();
  const { QueueUrl = '' } = await sqs.createQueue({
    QueueName: `${world.fresh('queue')}${suffix}`,
    Attributes,
  });
  const { Attributes: { QueueArn = '' } = {} } = await sqs.getQueueAttributes({
    QueueUrl,
    AttributeNames: ['QueueArn'],
  });
  return { sqs, QueueUrl, QueueArn };
}

scenario('a message that is deleted does not come back', { source: VISIBILITY }, async (world) => {
  const { sqs, QueueUrl } = await queue(world, { VisibilityTimeout: '1' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'work' });
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl });
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message?.ReceiptHandle });
  await world.elapse(2_000);
  expect((await sqs.receiveMessage({ QueueUrl })).Messages ?? []).toEqual([]);
});

scenario(
  'a message that nobody deletes comes back after its visibility timeout',
  { source: VISIBILITY },
  async (world) => {
    const { sqs, QueueUrl } = await queue(world, { VisibilityTimeout: '2' });
    await sqs.sendMessage({ QueueUrl, MessageBody: 'work' });
    expect((await sqs.receiveMessage({ QueueUrl })).Messages).toHaveLength(1);
    expect((await sqs.receiveMessage({ QueueUrl })).Messages ?? []).toEqual([]);
    const again = await world.eventually(async () => {
      const { Messages } = await sqs.receiveMessage({ QueueUrl, MessageSystemAttributeNames: ['All'] });
      return Messages?.[0];
    });
    expect(again.Attributes?.ApproximateReceiveCount).toBe('2');
  },
);

scenario(
  'what fails too often moves to the dead-letter queue with its body',
  { source: DEAD_LETTERS },
  async (world) => {
    const dead = await queue(world);
    const { sqs, QueueUrl } = await queue(world, {
      VisibilityTimeout: '1',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.QueueArn, maxReceiveCount: 2 }),
    });
    await sqs.sendMessage({ QueueUrl, MessageBody: 'poison' });
    const buried = await world.eventually(async () => {
      await sqs.receiveMessage({ QueueUrl });
      return (await sqs.receiveMessage({ QueueUrl: dead.QueueUrl })).Messages?.[0];
    });
    expect(buried.Body).toBe('poison');
  },
);

scenario('a delayed message is not there before its time', { source: DELAYS }, async (world) => {
  const { sqs, QueueUrl } = await queue(world);
  await sqs.sendMessage({ QueueUrl, MessageBody: 'later', DelaySeconds: 3 });
  expect((await sqs.receiveMessage({ QueueUrl })).Messages ?? []).toEqual([]);
  const later = await world.eventually(async () => (await sqs.receiveMessage({ QueueUrl })).Messages?.[0]);
  expect(later.Body).toBe('later');
});

scenario('a FIFO queue keeps the order of a group', { source: FIFO }, async (world) => {
  const { sqs, QueueUrl } = await queue(
    world,
    { FifoQueue: 'true', ContentBasedDeduplication: 'true' },
    '.fifo',
  );
  for (const MessageBody of ['one', 'two', 'three']) {
    await sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId: 'cat' });
  }
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
  expect(Messages.map(({ Body }) => Body)).toEqual(['one', 'two', 'three']);
});

scenario('a FIFO queue takes the same message once', { source: FIFO }, async (world) => {
  const { sqs, QueueUrl } = await queue(world, { FifoQueue: 'true' }, '.fifo');
  const message = { QueueUrl, MessageGroupId: 'cat', MessageDeduplicationId: 'same' };
  await sqs.sendMessage({ ...message, MessageBody: 'first' });
  await sqs.sendMessage({ ...message, MessageBody: 'second' });
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
  expect(Messages.map(({ Body }) => Body)).toEqual(['first']);
});

scenario('a batch of eleven messages is refused', { source: BATCH }, async (world) => {
  const { sqs, QueueUrl } = await queue(world);
  const Entries = Array.from({ length: 11 }, (_, index) => ({ Id: `m${index}`, MessageBody: 'x' }));
  await expect(sqs.sendMessageBatch({ QueueUrl, Entries })).rejects.toMatchObject({
    name: 'TooManyEntriesInBatchRequest',
  });
});

scenario('a message says the MD5 of its body', { source: BATCH }, async (world) => {
  const { sqs, QueueUrl } = await queue(world);
  const { MD5OfMessageBody } = await sqs.sendMessage({ QueueUrl, MessageBody: 'meow' });
  expect(MD5OfMessageBody).toBe('4a4be40c96ac6314e91d93f38043a634');
});
