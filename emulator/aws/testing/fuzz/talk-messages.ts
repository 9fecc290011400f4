/** Queues, topics and events. */
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import type { TalkConfig } from './talk-config.ts';

const PATTERN = JSON.stringify({
  source: ['aws.s3', { prefix: 'a' }, { wildcard: '*a*b' }],
  detail: {
    size: [{ numeric: ['>', 0, '<=', 5] }],
    ip: [{ cidr: '10.0.0.0/24' }],
    name: [{ 'anything-but': { prefix: 'x' } }, { exists: true }],
    $or: [{ a: [1] }, { b: [null, true] }],
  },
});

const EVENT = JSON.stringify({
  id: '1',
  'detail-type': 'x',
  source: 'aws.s3',
  account: '000000000000',
  time: '2026-01-01T00:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: { size: 3, ip: '10.0.0.1', name: 'y', a: 1, b: null },
});

export async function talkMessages(config: TalkConfig): Promise<void> {
  const sqs = new SQS(config);
  const { QueueUrl } = await sqs.createQueue({
    QueueName: 'q',
    Attributes: { DelaySeconds: '0', RedriveAllowPolicy: '{"redrivePermission":"allowAll"}' },
  });
  await sqs.sendMessage({
    QueueUrl,
    MessageBody: 'x',
    MessageAttributes: { a: { DataType: 'Number.x', StringValue: '1' } },
  });
  const { Messages = [] } = await sqs.receiveMessage({
    QueueUrl,
    MaxNumberOfMessages: 1,
    MessageAttributeNames: ['a.*'],
    VisibilityTimeout: 0,
  });
  await sqs.deleteMessageBatch({
    QueueUrl,
    Entries: [{ Id: '1', ReceiptHandle: Messages[0]?.ReceiptHandle }],
  });
  await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  const sns = new SNS(config);
  const { TopicArn } = await sns.createTopic({
    Name: 't',
    Attributes: {
      DeliveryPolicy:
        '{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":2,"numRetries":1}}}',
    },
  });
  const { SubscriptionArn } = await sns.subscribe({
    TopicArn,
    Protocol: 'sqs',
    Endpoint: 'arn:aws:sqs:us-east-1:000000000000:q',
    ReturnSubscriptionArn: true,
    Attributes: {
      FilterPolicy:
        '{"a":[{"prefix":"x"},{"anything-but":[1,2]},{"numeric":[">",1,"<",5]}],"b":[{"exists":false}]}',
    },
  });
  await sns
    .setSubscriptionAttributes({
      SubscriptionArn,
      AttributeName: 'FilterPolicy',
      AttributeValue: '{"$or":[{"a":["x"]},{"b":[{"suffix":"y"}]}],"c":{"d":[null]}}',
    })
    .catch(() => undefined);
  await sns.publish({
    TopicArn,
    Message: '{"default":"x","sqs":"{}"}',
    MessageStructure: 'json',
    MessageAttributes: { a: { DataType: 'String.Array', StringValue: '["x",1]' } },
  });
}

export async function talkEvents(config: TalkConfig): Promise<void> {
  const events = new EventBridge(config);
  await events.putRule({ Name: 'r', EventPattern: PATTERN });
  await events.putRule({ Name: 's', ScheduleExpression: 'cron(0/15 10 ? * MON-FRI *)' });
  await events.testEventPattern({ EventPattern: PATTERN, Event: EVENT });
  await events.putTargets({
    Rule: 'r',
    Targets: [
      {
        Id: '1',
        Arn: 'arn:aws:sqs:us-east-1:000000000000:q',
        InputTransformer: {
          InputPathsMap: { a: '$.detail.name' },
          InputTemplate: '{"x": <a>, "y": "<aws.events.rule-name>"}',
        },
      },
    ],
  });
  await events.putEvents({
    Entries: [{ Source: 'a', DetailType: 'b', Detail: '{"c":1}', Resources: ['x'] }],
  });
}
