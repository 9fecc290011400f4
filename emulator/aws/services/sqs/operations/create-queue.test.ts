import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { seconds } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('a queue answers at the host by which the client reached the cloud', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS({ ...clientConfig(cloud), endpoint: cloud.endpoint.replace('127.0.0.1', 'localhost') });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'photos' });
  expect(QueueUrl).toBe(`${cloud.endpoint.replace('127.0.0.1', 'localhost')}/000000000000/photos`);
  expect((await sqs.getQueueUrl({ QueueName: 'photos' })).QueueUrl).toBe(QueueUrl);
});

test('creating a queue again is fine unless an attribute differs', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const first = await sqs.createQueue({ QueueName: 'q', Attributes: { DelaySeconds: '1' } });
  const again = await sqs.createQueue({ QueueName: 'q', Attributes: { VisibilityTimeout: '30' } });
  expect(again.QueueUrl).toBe(first.QueueUrl);
  await expect(sqs.createQueue({ QueueName: 'q', Attributes: { DelaySeconds: '2' } })).rejects.toMatchObject({
    name: 'QueueNameExists',
    Code: 'QueueAlreadyExists',
    message: 'A queue already exists with the same name and a different value for attribute DelaySeconds',
  });
});

test('a name is free again sixty seconds after its queue was deleted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  await sqs.deleteQueue({ QueueUrl });
  await cloud.clock.advance(seconds(59));
  await expect(sqs.createQueue({ QueueName: 'q' })).rejects.toMatchObject({
    name: 'QueueDeletedRecently',
    Code: 'AWS.SimpleQueueService.QueueDeletedRecently',
    message:
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  });
  await cloud.clock.advance(seconds(1));
  await sqs.createQueue({ QueueName: 'q' });
});

test.each([
  ['a.b', undefined, 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length'],
  [
    'a.fifo',
    undefined,
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  ],
  [
    'a',
    { FifoQueue: 'true' },
    'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
  ],
])('the name %s with attributes %o is refused', async (QueueName, Attributes, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const creation = sqs.createQueue({ QueueName, ...(Attributes && { Attributes }) });
  await expect(creation).rejects.toMatchObject({ Code: 'InvalidParameterValue', message });
});

test.each([
  [
    { VisibilityTimeout: '43201' },
    'InvalidAttributeValue',
    'Invalid value for the parameter VisibilityTimeout.',
  ],
  [{ DelaySeconds: '1.5' }, 'InvalidAttributeValue', 'Invalid value for the parameter DelaySeconds.'],
  [
    { MaximumMessageSize: '1048577' },
    'InvalidAttributeValue',
    'Invalid value for the parameter MaximumMessageSize.',
  ],
  [
    { ContentBasedDeduplication: 'true' },
    'InvalidAttributeName',
    'Unknown Attribute ContentBasedDeduplication.',
  ],
  [{ FifoQueue: 'false' }, 'InvalidAttributeName', 'Unknown Attribute FifoQueue.'],
  [{ Policy: '{"Statement":' }, 'InvalidAttributeValue', 'Invalid value for the parameter Policy.'],
  [
    { KmsMasterKeyId: 'k', SqsManagedSseEnabled: 'true' },
    'InvalidAttributeName',
    'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
  ],
  [
    { RedrivePolicy: '{"deadLetterTargetArn": "dummy", "maxReceiveCount": 42}' },
    'InvalidParameterValue',
    'Value {"deadLetterTargetArn": "dummy", "maxReceiveCount": 42} for parameter RedrivePolicy is invalid. Reason: Invalid value for deadLetterTargetArn.',
  ],
  [
    { RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:no","maxReceiveCount":1}' },
    'InvalidParameterValue',
    'Value {"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:no","maxReceiveCount":1} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.',
  ],
])('the attributes %o are refused', async (Attributes, name, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  await expect(sqs.createQueue({ QueueName: 'q', Attributes })).rejects.toMatchObject({ name, message });
});

test('names that every object has are no attributes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const Attributes: Record<string, string> = { hasOwnProperty: 'x' };
  await expect(sqs.createQueue({ QueueName: 'q', Attributes })).rejects.toMatchObject({
    name: 'InvalidAttributeName',
    message: 'Unknown Attribute hasOwnProperty.',
  });
});

test('queues of accounts and regions are apart', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const here = new SQS(clientConfig(cloud));
  const abroad = new SQS({ ...clientConfig(cloud), region: 'eu-central-1' });
  const other = new SQS({
    ...clientConfig(cloud),
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'test' },
  });
  for (const sqs of [here, abroad, other]) await sqs.createQueue({ QueueName: 'same' });
  for (const sqs of [here, abroad, other]) expect((await sqs.listQueues({})).QueueUrls).toHaveLength(1);
});

test('a page of queues goes on where the last one ended', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  for (const QueueName of ['a-1', 'a-2', 'a-3', 'b-1']) await sqs.createQueue({ QueueName });
  const first = await sqs.listQueues({ QueueNamePrefix: 'a-', MaxResults: 2 });
  expect(first.QueueUrls?.map((url) => url.split('/').at(-1))).toEqual(['a-1', 'a-2']);
  const next = await sqs.listQueues({
    QueueNamePrefix: 'a-',
    MaxResults: 2,
    NextToken: first.NextToken,
  });
  expect(next.QueueUrls?.map((url) => url.split('/').at(-1))).toEqual(['a-3']);
  expect(next.NextToken).toBeUndefined();
  expect((await sqs.listQueues({ QueueNamePrefix: 'c' })).QueueUrls).toBeUndefined();
});
