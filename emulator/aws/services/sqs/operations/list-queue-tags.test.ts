import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('tags are given at creation, added, replaced and taken away', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q', tags: { tag1: 'value1' } });
  await sqs.tagQueue({ QueueUrl, Tags: { tag1: 'other', tag2: 'value2', tag3: '' } });
  expect((await sqs.listQueueTags({ QueueUrl })).Tags).toEqual({ tag1: 'other', tag2: 'value2', tag3: '' });
  await sqs.untagQueue({ QueueUrl, TagKeys: ['tag1', 'tag3'] });
  expect((await sqs.listQueueTags({ QueueUrl })).Tags).toEqual({ tag2: 'value2' });
});
