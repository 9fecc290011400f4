import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../cloud.ts';
import { photosClient, refused } from '../services/s3/testing/client.ts';
import { clientConfig } from '../testing/client-config.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:uploads';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:fan-out';

const allow = (Service: string, Action: string, Resource: string): string =>
  JSON.stringify({ Statement: { Effect: 'Allow', Principal: { Service }, Action, Resource } });

test('a topic gets the test event and then the records, with S3’s subject', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const sns = new SNS(clientConfig(cloud));
  const sqs = new SQS(clientConfig(cloud));
  const configure = () =>
    s3.putBucketNotificationConfiguration({
      Bucket: 'photos',
      NotificationConfiguration: {
        TopicConfigurations: [{ TopicArn: TOPIC, Events: ['s3:ObjectCreated:*'] }],
      },
    });
  expect(await refused(configure())).toMatchObject({
    ArgumentName1: TOPIC,
    ArgumentValue1: 'The destination topic does not exist',
  });
  await sns.createTopic({ Name: 'uploads' });
  expect(await refused(configure())).toMatchObject({
    ArgumentValue1:
      'Permissions on the destination topic do not allow S3 to publish notifications from this bucket',
  });
  const Policy = allow('s3.amazonaws.com', 'sns:Publish', TOPIC);
  await sns.setTopicAttributes({ TopicArn: TOPIC, AttributeName: 'Policy', AttributeValue: Policy });
  const { QueueUrl } = await sqs.createQueue({
    QueueName: 'fan-out',
    Attributes: { Policy: allow('sns.amazonaws.com', 'sqs:SendMessage', QUEUE) },
  });
  await sns.subscribe({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint: QUEUE });
  await configure();
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'x' });
  await cloud.clock.settle();
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
  const bodies = Messages.map(({ Body }) => JSON.parse(Body ?? '') as { Subject: string; Message: string });
  expect(bodies.map(({ Subject }) => Subject)).toEqual(['Amazon S3 Notification', 'Amazon S3 Notification']);
  expect(bodies.map(({ Message }) => JSON.parse(Message) as object)).toMatchObject([
    { Event: 's3:TestEvent', Bucket: 'photos' },
    { Records: [{ eventName: 'ObjectCreated:Put', s3: { object: { key: 'a' } } }] },
  ]);
});
