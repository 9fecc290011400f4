import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { clientConfig } from '../testing/client-config.ts';

const arnOf = (service: string, name: string) => `arn:aws:${service}:us-east-1:000000000000:${name}`;

/** A queue that takes what topics send it. */
async function startQueue(sqs: SQS, QueueName: string, attributes: Record<string, string> = {}) {
  const Policy = JSON.stringify({
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: arnOf('sqs', QueueName),
      Condition: { ArnLike: { 'aws:SourceArn': arnOf('sns', 't*') } },
    },
  });
  const { QueueUrl } = await sqs.createQueue({ QueueName, Attributes: { Policy, ...attributes } });
  return async () => {
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    return Messages;
  };
}

async function start(cloud: Cloud, attributes: Record<string, string> = {}) {
  const sns = new SNS(clientConfig(cloud));
  const sqs = new SQS(clientConfig(cloud));
  const TopicArn = (await sns.createTopic({ Name: 't' })).TopicArn!;
  const receive = await startQueue(sqs, 'q');
  const Endpoint = arnOf('sqs', 'q');
  const { SubscriptionArn } = await sns.subscribe({
    TopicArn,
    Protocol: 'sqs',
    Endpoint,
    Attributes: attributes,
  });
  const receiveSettled = async () => {
    await cloud.clock.settle();
    return receive();
  };
  return { sns, sqs, TopicArn, SubscriptionArn, receive: receiveSettled };
}

test('a queue gets the message in its envelope, laid out as AWS does', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-01-01T00:00:00.123Z') });
  const { sns, TopicArn, SubscriptionArn, receive } = await start(cloud);
  const { MessageId } = await sns.publish({
    TopicArn,
    Subject: 'News',
    Message: 'say "hi"\nthere',
    MessageAttributes: {
      attr1: { DataType: 'Number', StringValue: '99.12' },
      bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(2, 3, 4) },
    },
  });
  const [message] = await receive();
  const lines = message!.Body!.split('\n');
  expect(lines.filter((line) => !line.includes('"Signature" :') && !line.includes('SigningCertURL'))).toEqual(
    [
      '{',
      '  "Type" : "Notification",',
      `  "MessageId" : "${MessageId}",`,
      `  "TopicArn" : "${TopicArn}",`,
      '  "Subject" : "News",',
      String.raw`  "Message" : "say \"hi\"\nthere",`,
      '  "Timestamp" : "2026-01-01T00:00:00.123Z",',
      '  "SignatureVersion" : "1",',
      `  "UnsubscribeURL" : "${cloud.endpoint}/?Action=Unsubscribe&SubscriptionArn=${SubscriptionArn}",`,
      '  "MessageAttributes" : {',
      '    "attr1" : {"Type":"Number","Value":"99.12"},',
      '    "bytes" : {"Type":"Binary","Value":"AgME"}',
      '  }',
      '}',
    ],
  );
});

test.each([
  ['1', 'sha1'],
  ['2', 'sha256'],
])('signature version %s holds against the certificate that the message names', async (version, digest) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, TopicArn, receive } = await start(cloud);
  await sns.setTopicAttributes({ TopicArn, AttributeName: 'SignatureVersion', AttributeValue: version });
  await sns.publish({ TopicArn, Subject: 'News', Message: 'signed' });
  const [message] = await receive();
  const body = JSON.parse(message!.Body!) as Record<string, string>;
  const response = await fetch(body.SigningCertURL!);
  const certificate = new X509Certificate(await response.text());
  expect(certificate.subject).toBe('CN=sns.amazonaws.com');
  expect(
    certificate.verify(createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' }))),
  ).toBe(true);
  const signed = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
  const text = signed.map((name) => `${name}\n${body[name]}\n`).join('');
  const signature = Buffer.from(body.Signature!, 'base64');
  expect(body.SignatureVersion).toBe(version);
  expect(verify(digest, Buffer.from(text), certificate.publicKey, signature)).toBe(true);
  expect(verify(digest, Buffer.from(`${text} `), certificate.publicKey, signature)).toBe(false);
});

test('raw delivery hands over the message and its attributes alone', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, TopicArn, receive } = await start(cloud, { RawMessageDelivery: 'true' });
  const attr1 = { DataType: 'Number', StringValue: '99.12' };
  await sns.publish({ TopicArn, Message: 'Test msg', MessageAttributes: { attr1 } });
  expect(await receive()).toMatchObject([
    {
      Body: 'Test msg',
      MessageAttributes: { attr1 },
      MD5OfMessageAttributes: 'd302007e9aa062660afc85fd0a482472',
    },
  ]);
});

test('each protocol gets the text that is meant for it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, TopicArn, receive } = await start(cloud, { RawMessageDelivery: 'true' });
  const publish = (texts: object) =>
    sns.publish({ TopicArn, MessageStructure: 'json', Message: JSON.stringify(texts) });
  await publish({ default: 'for all', sqs: 'for queues' });
  await publish({ default: 'for all', http: 'for endpoints' });
  expect((await receive()).map(({ Body }) => Body)).toEqual(['for queues', 'for all']);
});

test('a filter policy lets through what matches', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const FilterPolicy = '{"attr1":[{"numeric":[">",0,"<=",100]}]}';
  const { sns, TopicArn, receive } = await start(cloud, { FilterPolicy, RawMessageDelivery: 'true' });
  const publish = (Message: string, StringValue: string) =>
    sns.publish({ TopicArn, Message, MessageAttributes: { attr1: { DataType: 'Number', StringValue } } });
  await publish('in', '99');
  await publish('out', '111');
  await sns.publish({ TopicArn, Message: 'without' });
  expect((await receive()).map(({ Body }) => Body)).toEqual(['in']);
});

test('a filter policy on the body looks into JSON', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, TopicArn, receive } = await start(cloud, {
    FilterPolicy: '{"object":{"key":[{"prefix":"auto-"}]}}',
    FilterPolicyScope: 'MessageBody',
    RawMessageDelivery: 'true',
  });
  for (const Message of ['{"object":{"key":"auto-1"}}', '{"object":{"key":"manual"}}', 'no json']) {
    await sns.publish({ TopicArn, Message });
  }
  expect((await receive()).map(({ Body }) => Body)).toEqual(['{"object":{"key":"auto-1"}}']);
});

test('what the queue refuses goes to the dead-letter queue, once', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, sqs, TopicArn, SubscriptionArn } = await start(cloud);
  const receiveDead = await startQueue(sqs, 'dlq');
  const AttributeValue = JSON.stringify({ deadLetterTargetArn: arnOf('sqs', 'dlq') });
  await sns.setSubscriptionAttributes({ SubscriptionArn, AttributeName: 'RedrivePolicy', AttributeValue });
  const { QueueUrl } = await sqs.getQueueUrl({ QueueName: 'q' });
  await sqs.deleteQueue({ QueueUrl });
  await sns.publish({ TopicArn, Message: 'lost and found' });
  await cloud.clock.settle();
  const [dead, ...others] = await receiveDead();
  expect(others).toEqual([]);
  expect(JSON.parse(dead!.Body!)).toMatchObject({ Type: 'Notification', Message: 'lost and found' });
  expect(cloud.journal.entries()).toContainEqual(
    expect.objectContaining({
      type: 'sns.delivery',
      status: 'failed',
      deadLetterTarget: arnOf('sqs', 'dlq'),
    }),
  );
});

test('a queue whose policy does not name the topic gets nothing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, sqs, TopicArn, receive } = await start(cloud);
  const { QueueUrl } = await sqs.getQueueUrl({ QueueName: 'q' });
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: '' } });
  await sns.publish({ TopicArn, Message: 'a' });
  expect(await receive()).toEqual([]);
  expect(cloud.journal.entries()).toContainEqual(
    expect.objectContaining({ type: 'sns.delivery', status: 'failed' }),
  );
});

test('a FIFO topic brings messages to a FIFO queue in order, each once', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = new SNS(clientConfig(cloud));
  const sqs = new SQS(clientConfig(cloud));
  const Attributes = { FifoTopic: 'true', ContentBasedDeduplication: 'true' };
  const TopicArn = (await sns.createTopic({ Name: 't.fifo', Attributes })).TopicArn!;
  const receive = await startQueue(sqs, 'q.fifo', { FifoQueue: 'true' });
  await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: arnOf('sqs', 'q.fifo') });
  const entry = (Id: string) => ({ Id, Message: Id, MessageGroupId: 'g' });
  const PublishBatchRequestEntries = ['a', 'b', 'c'].map(entry);
  const { Successful } = await sns.publishBatch({ TopicArn, PublishBatchRequestEntries });
  await sns.publishBatch({ TopicArn, PublishBatchRequestEntries });
  await cloud.clock.settle();
  const messages = await receive();
  const bodies = messages.map(({ Body }) => JSON.parse(Body!) as Record<string, string>);
  expect(bodies.map(({ Message }) => Message)).toEqual(['a', 'b', 'c']);
  expect(Object.keys(bodies[0]!)).toEqual([
    'Type',
    'MessageId',
    'SequenceNumber',
    'TopicArn',
    'Message',
    'Timestamp',
    'UnsubscribeURL',
  ]);
  expect(bodies[0]!.SequenceNumber).toBe(Successful![0]!.SequenceNumber);
  expect(messages[0]?.Attributes).toMatchObject({
    MessageGroupId: 'g',
    MessageDeduplicationId: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
  });
});

test('a standard queue gets no ids from a FIFO topic, and the group id from a standard one', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, TopicArn, receive } = await start(cloud);
  const fifo = (await sns.createTopic({ Name: 't.fifo', Attributes: { FifoTopic: 'true' } })).TopicArn!;
  await sns.subscribe({ TopicArn: fifo, Protocol: 'sqs', Endpoint: arnOf('sqs', 'q') });
  const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  await sns.publish({ TopicArn: fifo, Message: 'fifo', ...ids });
  const [fromFifo] = await receive();
  expect(fromFifo?.Attributes).not.toHaveProperty('MessageGroupId');
  await sns.publish({ TopicArn, Message: 'standard', MessageGroupId: 'tenant' });
  const [fromStandard] = await receive();
  expect(fromStandard?.Attributes).toMatchObject({ MessageGroupId: 'tenant' });
});

test('the link in a message ends the subscription', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, TopicArn, receive } = await start(cloud);
  await sns.publish({ TopicArn, Message: 'a' });
  const [message] = await receive();
  const { UnsubscribeURL } = JSON.parse(message!.Body!) as { UnsubscribeURL: string };
  const response = await fetch(UnsubscribeURL);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain(
    '<UnsubscribeResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">',
  );
  expect((await sns.listSubscriptionsByTopic({ TopicArn })).Subscriptions).toEqual([]);
});

test('from the call to the message in the queue, each fact names its cause', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sns, TopicArn, receive } = await start(cloud);
  await sns.publish({ TopicArn, Message: 'a' });
  await receive();
  const entries = cloud.journal.entries();
  const call = entries.find(({ operation }) => operation === 'Publish')!;
  expect(cloud.journal.tree(call.seq).map(({ type }) => type)).toEqual([
    'call',
    'sns.notification',
    'sns.delivery',
    'sqs.message',
  ]);
});
