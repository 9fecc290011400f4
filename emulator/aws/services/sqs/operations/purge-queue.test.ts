import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { seconds } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('a queue can be emptied once every sixty seconds', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'a' });
  await sqs.purgeQueue({ QueueUrl });
  expect((await sqs.receiveMessage({ QueueUrl })).Messages).toBeUndefined();
  await cloud.clock.advance(seconds(59));
  await expect(sqs.purgeQueue({ QueueUrl })).rejects.toMatchObject({
    name: 'PurgeQueueInProgress',
    Code: 'AWS.SimpleQueueService.PurgeQueueInProgress',
    message: 'Only one PurgeQueue operation on q is allowed every 60 seconds.',
    $metadata: { httpStatusCode: 403 },
  });
  await cloud.clock.advance(seconds(1));
  await sqs.purgeQueue({ QueueUrl });
});
