import type { NotificationConfiguration } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused, type Address } from '../testing/client.ts';
import { send } from '../testing/raw-request.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:q';
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:t';
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';

async function configurable(cloud: Address) {
  const s3 = await photosClient(cloud);
  const put = (NotificationConfiguration: NotificationConfiguration) =>
    s3.putBucketNotificationConfiguration({
      Bucket: 'photos',
      NotificationConfiguration,
      SkipDestinationValidation: true,
    });
  const get = async () => {
    const { $metadata: _metadata, ...configuration } = await s3.getBucketNotificationConfiguration({
      Bucket: 'photos',
    });
    return configuration;
  };
  return { s3, put, get };
}

const filter = (...rules: readonly [name: string, value: string][]) => ({
  Key: { FilterRules: rules.map(([Name, Value]) => ({ Name: Name as 'prefix', Value })) },
});

test('a configuration comes back with ids and its filter names spelt S3’s way', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put, get } = await configurable(cloud);
  await put({
    QueueConfigurations: [
      {
        QueueArn: QUEUE,
        Events: ['s3:ObjectCreated:*'],
        Filter: filter(['prefix', 'a/'], ['SUFFIX', '.jpg']),
      },
    ],
    TopicConfigurations: [{ Id: 'mine', TopicArn: TOPIC, Events: ['s3:ObjectRemoved:*'] }],
    LambdaFunctionConfigurations: [{ LambdaFunctionArn: FUNCTION, Events: ['s3:ObjectTagging:Put'] }],
    EventBridgeConfiguration: {},
  });
  const Id = expect.stringMatching(/^[A-Za-z0-9+/]{48}$/) as string;
  expect(await get()).toEqual({
    QueueConfigurations: [
      {
        Id,
        QueueArn: QUEUE,
        Events: ['s3:ObjectCreated:*'],
        Filter: filter(['Prefix', 'a/'], ['Suffix', '.jpg']),
      },
    ],
    TopicConfigurations: [{ Id: 'mine', TopicArn: TOPIC, Events: ['s3:ObjectRemoved:*'] }],
    LambdaFunctionConfigurations: [{ Id, LambdaFunctionArn: FUNCTION, Events: ['s3:ObjectTagging:Put'] }],
    EventBridgeConfiguration: {},
  });
  await put({});
  expect(await get()).toEqual({});
});

test('an empty configuration is an empty document without a type', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const { headers, body } = await send(cloud, { path: '/photos', query: 'notification=' });
  expect(headers).not.toHaveProperty('content-type');
  expect(body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
  );
});

const queue = (QueueArn: string, event = 's3:ObjectCreated:*', Filter?: ReturnType<typeof filter>) => ({
  QueueConfigurations: [{ QueueArn, Events: [event as 's3:ObjectCreated:*'], ...(Filter && { Filter }) }],
});

test.each([
  [queue('nonsense'), 'The ARN could not be parsed', 'Queue', 'nonsense'],
  [
    queue(QUEUE.replace('us-east-1', 'eu-west-1')),
    'The notification destination service region is not valid for the bucket location constraint',
    'Queue',
    QUEUE.replace('us-east-1', 'eu-west-1'),
  ],
  [queue(`${QUEUE}.fifo`), 'FIFO SQS queues are not supported.', 'Queue', `${QUEUE}.fifo`],
  [
    queue(QUEUE, 's3:ObjectEaten:*'),
    'A specified event is not supported for notifications.',
    'Event',
    's3:ObjectEaten:*',
  ],
  [
    queue(QUEUE, undefined, filter(['infix', 'a'])),
    'filter rule name must be either prefix or suffix',
    'FilterRule.Name',
    'infix',
  ],
  [
    queue(QUEUE, undefined, filter(['prefix', 'a'], ['prefix', 'b'])),
    'Cannot specify more than one prefix rule in a filter.',
    'FilterRule.Name',
    'prefix',
  ],
])('%j is refused', async (configuration, message, ArgumentName, ArgumentValue) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put } = await configurable(cloud);
  expect(await refused(put(configuration))).toEqual({
    status: 400,
    code: 'InvalidArgument',
    message,
    ArgumentName,
    ArgumentValue,
  });
});

test('a function and a queue may not share an upload, even with one suffix within the other', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put } = await configurable(cloud);
  const overlapping = put({
    LambdaFunctionConfigurations: [
      {
        LambdaFunctionArn: FUNCTION,
        Events: ['s3:ObjectCreated:*'],
        Filter: filter(['prefix', 'uploads/'], ['suffix', '.jpg']),
      },
    ],
    QueueConfigurations: [
      { QueueArn: QUEUE, Events: ['s3:ObjectCreated:*'], Filter: filter(['prefix', 'uploads/']) },
    ],
  });
  expect(await refused(overlapping)).toEqual({
    status: 400,
    code: 'InvalidArgument',
    message:
      'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
  });
});

test('a function that is not there, or may not be invoked, looks like this', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { s3 } = await configurable(cloud);
  const put = s3.putBucketNotificationConfiguration({
    Bucket: 'photos',
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [{ LambdaFunctionArn: FUNCTION, Events: ['s3:ObjectCreated:*'] }],
    },
  });
  expect(await refused(put)).toEqual({
    status: 400,
    code: 'InvalidArgument',
    message: 'Unable to validate the following destination configurations',
    ArgumentName1: `${FUNCTION}, null`,
    ArgumentValue1: `Not authorized to invoke function [${FUNCTION}]`,
  });
});
