import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('entries that are refused do not keep the others from being sent', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  const { Successful, Failed } = await sqs.sendMessageBatch({
    QueueUrl,
    Entries: [
      { Id: 'good', MessageBody: 'a' },
      { Id: 'bad', MessageBody: 'b', DelaySeconds: 901 },
    ],
  });
  expect(Successful).toMatchObject([{ Id: 'good', MD5OfMessageBody: '0cc175b9c0f1b6a831c399e269772661' }]);
  expect(Failed).toEqual([
    {
      Id: 'bad',
      SenderFault: true,
      Code: 'InvalidParameterValue',
      Message:
        'Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
    },
  ]);
});

const entries = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ Id: String(at), MessageBody: 'a' }));

test.each([
  [
    'eleven entries',
    entries(11),
    'TooManyEntriesInBatchRequest',
    'Maximum number of entries per request are 10. You have sent 11.',
  ],
  [
    'no entry',
    [],
    'EmptyBatchRequest',
    'There should be at least one SendMessageBatchRequestEntry in the request.',
  ],
  [
    'an id with a colon',
    [{ Id: 'a:b', MessageBody: 'a' }],
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  ],
  ['one id twice', [...entries(1), ...entries(1)], 'BatchEntryIdsNotDistinct', 'Id 0 repeated.'],
  [
    'more than a mebibyte',
    [
      { Id: '1', MessageBody: 'a'.repeat(1_048_576) },
      { Id: '2', MessageBody: 'a' },
    ],
    'BatchRequestTooLong',
    'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.',
  ],
])('a batch with %s is refused', async (_, Entries, name, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  await expect(sqs.sendMessageBatch({ QueueUrl, Entries })).rejects.toMatchObject({
    name,
    Code: `AWS.SimpleQueueService.${name}`,
    message,
  });
});

test('a batch for a FIFO queue without group or deduplication ids is refused as a whole', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q.fifo', Attributes: { FifoQueue: 'true' } });
  const send = (entry: object) =>
    sqs.sendMessageBatch({ QueueUrl, Entries: [{ Id: '1', MessageBody: 'a', ...entry }] });
  await expect(send({ MessageDeduplicationId: 'd' })).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message: 'The request must contain the parameter MessageGroupId.',
  });
  await expect(send({ MessageGroupId: 'g' })).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
    message:
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  });
});
