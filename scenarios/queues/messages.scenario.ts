import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';

const API = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference';
const GUIDE = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide';
const QUOTAS = `${GUIDE}/quotas-messages.html`;

async function open(world: World, Attributes: Record<string, string> = {}) {
  const sqs = await world.clients.sqs();
  const fifo = Attributes['FifoQueue'] === 'true' ? '.fifo' : '';
  const { QueueUrl = '' } = await sqs.createQueue({ QueueName: `${world.fresh('q')}${fifo}`, Attributes });
  const attributes = async (
    ...AttributeNames: ('QueueArn' | 'ApproximateNumberOfMessages' | 'VisibilityTimeout')[]
  ) => (await sqs.getQueueAttributes({ QueueUrl, AttributeNames })).Attributes ?? {};
  return { sqs, QueueUrl, attributes };
}

scenario(
  'attributes of a message come back with their types',
  { source: `${API}/API_SendMessage.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world);
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'cat' },
      size: { DataType: 'Number', StringValue: '42' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
    };
    await sqs.sendMessage({ QueueUrl, MessageBody: 'x', MessageAttributes });
    const { Messages: [message] = [] } = await sqs.receiveMessage({
      QueueUrl,
      MessageAttributeNames: ['All'],
    });
    expect(message?.MessageAttributes).toMatchObject({
      kind: { DataType: 'String', StringValue: 'cat' },
      size: { DataType: 'Number', StringValue: '42' },
    });
    expect([...(message?.MessageAttributes?.['raw']?.BinaryValue ?? [])]).toEqual([1, 2, 3]);
  },
);

scenario(
  'attributes that nobody asks for are not given',
  { source: `${API}/API_ReceiveMessage.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world);
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'cat' } };
    await sqs.sendMessage({ QueueUrl, MessageBody: 'x', MessageAttributes });
    const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl });
    expect(message?.MessageAttributes).toBeUndefined();
  },
);

for (const MaxNumberOfMessages of [0, 11]) {
  scenario(
    `asking for ${MaxNumberOfMessages} messages at once is refused`,
    { source: `${API}/API_ReceiveMessage.html` },
    async (world) => {
      const { sqs, QueueUrl } = await open(world);
      await expect(sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages })).rejects.toMatchObject({
        name: 'InvalidParameterValue',
      });
    },
  );
}

scenario('an empty message is refused', { source: `${API}/API_SendMessage.html` }, async (world) => {
  const { sqs, QueueUrl } = await open(world);
  await expect(sqs.sendMessage({ QueueUrl, MessageBody: '' })).rejects.toMatchObject({
    name: expect.stringMatching(/^(MissingParameter|InvalidParameterValue)$/) as string,
  });
});

scenario('a message of more than 1 MiB is refused', { source: QUOTAS }, async (world) => {
  const { sqs, QueueUrl } = await open(world);
  const MessageBody = 'x'.repeat(1_048_577);
  await expect(sqs.sendMessage({ QueueUrl, MessageBody })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

scenario('a message of 256 KiB is taken whole', { source: QUOTAS }, async (world) => {
  const { sqs, QueueUrl } = await open(world);
  await sqs.sendMessage({ QueueUrl, MessageBody: 'x'.repeat(262_144) });
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl });
  expect(message?.Body).toHaveLength(262_144);
});

scenario(
  'a character that XML cannot hold is refused',
  { source: `${API}/API_SendMessage.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world);
    await expect(sqs.sendMessage({ QueueUrl, MessageBody: 'bad \u0000 end' })).rejects.toMatchObject({
      name: 'InvalidMessageContents',
    });
  },
);

scenario(
  'of a batch, the good messages are taken and the bad ones named',
  { source: `${API}/API_SendMessageBatch.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world);
    const { Successful = [], Failed = [] } = await sqs.sendMessageBatch({
      QueueUrl,
      Entries: [
        { Id: 'good', MessageBody: 'x' },
        { Id: 'late', MessageBody: 'x', DelaySeconds: 901 },
      ],
    });
    expect(Successful.map(({ Id }) => Id)).toEqual(['good']);
    expect(Failed).toMatchObject([{ Id: 'late', SenderFault: true }]);
  },
);

scenario(
  'two entries of a batch with one id are refused',
  { source: `${API}/API_SendMessageBatch.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world);
    const entry = { Id: 'same', MessageBody: 'x' };
    await expect(sqs.sendMessageBatch({ QueueUrl, Entries: [entry, entry] })).rejects.toMatchObject({
      name: 'BatchEntryIdsNotDistinct',
    });
  },
);

scenario(
  'a batch without entries is refused',
  { source: `${API}/API_SendMessageBatch.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world);
    await expect(sqs.sendMessageBatch({ QueueUrl, Entries: [] })).rejects.toMatchObject({
      name: 'EmptyBatchRequest',
    });
  },
);

scenario(
  'a worker that needs longer keeps its message hidden',
  { source: `${API}/API_ChangeMessageVisibility.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world, { VisibilityTimeout: '2' });
    await sqs.sendMessage({ QueueUrl, MessageBody: 'work' });
    const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl });
    const { ReceiptHandle } = message ?? {};
    await sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 });
    await world.elapse(3_000);
    expect((await sqs.receiveMessage({ QueueUrl })).Messages ?? []).toEqual([]);
  },
);

scenario(
  'a message that is handed back is there at once',
  { source: `${API}/API_ChangeMessageVisibility.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world);
    await sqs.sendMessage({ QueueUrl, MessageBody: 'work' });
    const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl });
    await sqs.changeMessageVisibility({
      QueueUrl,
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: 0,
    });
    expect((await sqs.receiveMessage({ QueueUrl })).Messages).toHaveLength(1);
  },
);

scenario(
  'a queue counts what waits in it',
  { source: `${API}/API_GetQueueAttributes.html` },
  async (world) => {
    const { sqs, QueueUrl, attributes } = await open(world);
    for (const MessageBody of ['1', '2', '3']) await sqs.sendMessage({ QueueUrl, MessageBody });
    await world.eventually(async () => {
      expect((await attributes('ApproximateNumberOfMessages'))['ApproximateNumberOfMessages']).toBe('3');
      return true;
    });
  },
);

scenario('purging empties a queue', { source: `${API}/API_PurgeQueue.html` }, async (world) => {
  const { sqs, QueueUrl } = await open(world);
  await sqs.sendMessage({ QueueUrl, MessageBody: 'x' });
  await sqs.purgeQueue({ QueueUrl });
  await world.eventually(async () => {
    expect((await sqs.receiveMessage({ QueueUrl })).Messages ?? []).toEqual([]);
    return true;
  });
});

scenario(
  'a queue made twice alike is one queue',
  { source: `${API}/API_CreateQueue.html` },
  async (world) => {
    const sqs = await world.clients.sqs();
    const QueueName = world.fresh('q');
    const one = await sqs.createQueue({ QueueName });
    const two = await sqs.createQueue({ QueueName });
    expect(two.QueueUrl).toBe(one.QueueUrl);
  },
);

scenario(
  'a queue made twice with other attributes is refused',
  { source: `${API}/API_CreateQueue.html` },
  async (world) => {
    const sqs = await world.clients.sqs();
    const QueueName = world.fresh('q');
    await sqs.createQueue({ QueueName, Attributes: { VisibilityTimeout: '10' } });
    await expect(
      sqs.createQueue({ QueueName, Attributes: { VisibilityTimeout: '20' } }),
    ).rejects.toMatchObject({
      name: 'QueueNameExists',
    });
  },
);

scenario(
  'a queue that was never made says so by name',
  { source: `${API}/API_GetQueueUrl.html` },
  async (world) => {
    const sqs = await world.clients.sqs();
    await expect(sqs.getQueueUrl({ QueueName: world.fresh('never') })).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
  },
);

scenario(
  'a FIFO queue’s name has to end in .fifo',
  { source: `${API}/API_CreateQueue.html` },
  async (world) => {
    const sqs = await world.clients.sqs();
    const wrong = sqs.createQueue({ QueueName: world.fresh('q'), Attributes: { FifoQueue: 'true' } });
    await expect(wrong).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  },
);

scenario(
  'a FIFO queue takes no message without a group',
  { source: `${GUIDE}/using-messagegroupid-property.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world, { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    await expect(sqs.sendMessage({ QueueUrl, MessageBody: 'x' })).rejects.toMatchObject({
      name: 'MissingParameter',
    });
  },
);

scenario(
  'while one message of a group is being worked on, the others of it wait',
  { source: `${GUIDE}/FIFO-queues-understanding-logic.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world, { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    for (const MessageBody of ['1', '2'])
      await sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId: 'a' });
    await sqs.sendMessage({ QueueUrl, MessageBody: 'other', MessageGroupId: 'b' });
    const first = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 1 });
    const rest = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    const bodies = [...(first.Messages ?? []), ...(rest.Messages ?? [])].map(({ Body }) => Body);
    expect(new Set(bodies)).toEqual(new Set(['1', 'other']));
  },
);

scenario(
  'receiving counts, and says when a message was first seen',
  { source: `${API}/API_ReceiveMessage.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world, { VisibilityTimeout: '0' });
    await sqs.sendMessage({ QueueUrl, MessageBody: 'x' });
    await sqs.receiveMessage({ QueueUrl });
    const { Messages: [message] = [] } = await sqs.receiveMessage({
      QueueUrl,
      MessageSystemAttributeNames: ['All'],
    });
    expect(message?.Attributes?.ApproximateReceiveCount).toBe('2');
    expect(message?.Attributes?.ApproximateFirstReceiveTimestamp).toMatch(/^\d{13}$/);
  },
);

scenario(
  'a long poll that finds nothing says nothing, not an error',
  { source: `${GUIDE}/sqs-short-and-long-polling.html` },
  async (world) => {
    const { sqs, QueueUrl } = await open(world);
    const polling = sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 1 });
    await world.elapse(2_000);
    expect((await polling).Messages ?? []).toEqual([]);
  },
);
