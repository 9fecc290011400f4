import { expect } from 'vitest';
import { findBlueprint } from '#harness';
import { scenario } from '#harness/vitest';

const NOTIFICATIONS =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html';
const FAN_OUT = 'https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html';

scenario(
  'S3 refuses the notification configuration of the design as written: its rules overlap',
  { source: NOTIFICATIONS, needs: ['enforcement'] },
  async (world) => {
    const provisioning = world.pipeline(findBlueprint('pettracker/as-written'));
    await expect(provisioning).rejects.toMatchObject({
      name: 'InvalidArgument',
      message:
        'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
    });
  },
);

scenario('one event published to a topic reaches both of its queues', { source: FAN_OUT }, async (world) => {
  const { clients, region, accountId } = world;
  const [s3, sns, sqs] = await Promise.all([clients.s3(), clients.sns(), clients.sqs()]);
  const Bucket = world.fresh('fan-out');
  await s3.createBucket({ Bucket });
  const { TopicArn = '' } = await sns.createTopic({ Name: world.fresh('uploads') });
  await sns.setTopicAttributes({
    TopicArn,
    AttributeName: 'Policy',
    AttributeValue: policyFor('s3.amazonaws.com', 'sns:Publish', TopicArn, `arn:aws:s3:::${Bucket}`),
  });
  const queues = await Promise.all(
    ['thumbnails', 'analysis'].map(async (purpose) => {
      const QueueName = world.fresh(purpose);
      const arn = `arn:aws:sqs:${region}:${accountId}:${QueueName}`;
      const Policy = policyFor('sns.amazonaws.com', 'sqs:SendMessage', arn, TopicArn);
      const { QueueUrl = '' } = await sqs.createQueue({ QueueName, Attributes: { Policy } });
      await sns.subscribe({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: arn,
        Attributes: { RawMessageDelivery: 'true' },
      });
      return QueueUrl;
    }),
  );
  await s3.putBucketNotificationConfiguration({
    Bucket,
    NotificationConfiguration: {
      TopicConfigurations: [{ TopicArn, Events: ['s3:ObjectCreated:*'] }],
    },
  });
  await s3.putObject({ Bucket, Key: 'uploads/my dog+1 ünï.jpg', Body: 'x' });
  for (const QueueUrl of queues) {
    const event = await world.eventually(async () => {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
      return Messages.map(({ Body = '{}' }) => JSON.parse(Body) as S3Event).find(({ Records }) => Records);
    });
    expect(event.Records?.[0]?.eventName).toBe('ObjectCreated:Put');
    expect(event.Records?.[0]?.s3.object.key).toBe('uploads/my+dog%2B1+%C3%BCn%C3%AF.jpg');
  }
});

interface S3Event {
  readonly Records?: readonly {
    readonly eventName: string;
    readonly s3: { readonly object: { readonly key: string } };
  }[];
}

const policyFor = (service: string, action: string, resource: string, source: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: action,
        Resource: resource,
        Condition: { ArnLike: { 'aws:SourceArn': source } },
      },
    ],
  });
