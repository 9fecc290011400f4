import { SNS } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { minutes } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const TopicArn = 'arn:aws:sns:us-east-1:000000000000:t';

async function withTopic(cloud: { endpoint: string; region: string }) {
  const sns = new SNS(clientConfig(cloud));
  await sns.createTopic({ Name: 't' });
  return sns;
}

const text = (StringValue: string, DataType = 'String') => ({ DataType, StringValue });

test.each([
  [{ Message: '' }, 'Invalid parameter: Empty message'],
  [{ Message: 'a', Subject: '' }, 'Invalid parameter: Subject'],
  [{ Message: 'a'.repeat(262_145) }, 'Invalid parameter: Message too long'],
  [
    { Message: 'a'.repeat(262_144), MessageAttributes: { k: text('v') } },
    'Invalid parameter: Message too long',
  ],
  [
    { Message: '{"sqs":"a"}', MessageStructure: 'json' },
    'Invalid parameter: Message Structure - No default entry in JSON message body',
  ],
  [
    { Message: '{"default":{"a":"b"}}', MessageStructure: 'json' },
    'Invalid parameter: Message Structure - No default entry in JSON message body',
  ],
  [
    { Message: '{', MessageStructure: 'json' },
    'Invalid parameter: Message Structure - JSON message body failed to parse',
  ],
  [
    { Message: 'a', MessageDeduplicationId: 'd' },
    'Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
  ],
])('the message %# is refused', async (message, complaint) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = await withTopic(cloud);
  await expect(sns.publish({ TopicArn, ...message })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: complaint,
  });
});

const bytes = { DataType: 'Binary', BinaryValue: Uint8Array.of(1) };

test.each([
  [
    'attr1',
    text(''),
    "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
  ],
  [
    'attr1',
    { ...bytes, DataType: 'Number' },
    "The message attribute 'attr1' with type 'Number' must use field 'String'.",
  ],
  ['attr1', text('a', 'Binary'), "The message attribute 'attr1' with type 'Binary' must use field 'Binary'."],
  [
    'attr1',
    text('a', 'InvalidType'),
    "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  ],
  ['a'.repeat(257), text('a'), 'Length of message attribute name must be less than 256 bytes.'],
  [
    'a^b',
    text('a'),
    "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
  ],
  ['.a', text('a'), "Invalid message attribute name starting with character '.' was found."],
  ['a.', text('a'), "Invalid message attribute name ending with character '.' was found."],
  ['a..b', text('a'), "Message attribute name can not have successive '.' character."],
])('the attribute %# is refused', async (name, value, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = await withTopic(cloud);
  const publishing = sns.publish({ TopicArn, Message: 'a', MessageAttributes: { [name]: value } });
  await expect(publishing).rejects.toMatchObject({ name: 'InvalidParameterValueException', message });
});

test('a topic can take messages of a mebibyte', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = await withTopic(cloud);
  const size = { TopicArn, AttributeName: 'MaximumMessageSize', AttributeValue: '1048576' };
  await sns.setTopicAttributes(size);
  await sns.publish({ TopicArn, Message: 'a'.repeat(1_048_576) });
  const tooLong = sns.publish({ TopicArn, Message: 'a'.repeat(1_048_577) });
  await expect(tooLong).rejects.toMatchObject({ message: 'Invalid parameter: Message too long' });
});

const entries = (count: number) => Array.from({ length: count }, (_, at) => ({ Id: `${at}`, Message: 'a' }));

test.each([
  [
    entries(11),
    'TooManyEntriesInBatchRequestException',
    'The batch request contains more entries than permissible.',
  ],
  [
    [...entries(1), ...entries(1)],
    'BatchEntryIdsNotDistinctException',
    'Two or more batch entries in the request have the same Id.',
  ],
  [
    [
      { Id: '1', Message: 'a'.repeat(262_144) },
      { Id: '2', Message: 'a' },
    ],
    'BatchRequestTooLongException',
    'The length of all the messages put together is more than the limit.',
  ],
])('the batch %# is refused', async (PublishBatchRequestEntries, name, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = await withTopic(cloud);
  await expect(sns.publishBatch({ TopicArn, PublishBatchRequestEntries })).rejects.toMatchObject({
    name,
    message,
  });
});

test('a FIFO topic demands ids, and answers a repeated message with the first one’s', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = new SNS(clientConfig(cloud));
  const { TopicArn: fifo } = await sns.createTopic({ Name: 't.fifo', Attributes: { FifoTopic: 'true' } });
  const publish = (ids: object) => sns.publish({ TopicArn: fifo, Message: 'a', ...ids });
  await expect(publish({ MessageDeduplicationId: 'd' })).rejects.toMatchObject({
    message: 'Invalid parameter: The MessageGroupId parameter is required for FIFO topics',
  });
  await expect(publish({ MessageGroupId: 'g' })).rejects.toMatchObject({
    message:
      'Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  });
  const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  const first = await publish(ids);
  expect(first.SequenceNumber).toMatch(/^\d{20}$/);
  expect(await publish(ids)).toMatchObject({
    MessageId: first.MessageId,
    SequenceNumber: first.SequenceNumber,
  });
  await cloud.clock.advance(minutes(5));
  expect((await publish(ids)).MessageId).not.toBe(first.MessageId);
});

test('phones are refused by name, endpoints of apps as unknown', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sns = await withTopic(cloud);
  await expect(sns.publish({ PhoneNumber: '+15551234567', Message: 'a' })).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
  });
  const TargetArn = 'arn:aws:sns:us-east-1:000000000000:endpoint/APNS/abcdef/0f7d5971-aa8b';
  await expect(sns.publish({ TargetArn, Message: 'a' })).rejects.toMatchObject({
    message: 'Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified',
  });
});
