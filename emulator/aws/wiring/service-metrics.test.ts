import { CloudWatch, type Dimension } from '@aws-sdk/client-cloudwatch';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { hours, minutes, toDate } from '../kernel/instant.ts';
import { clientConfig } from '../testing/client-config.ts';

const START = Date.UTC(2026, 10, 20, 10, 0, 0);

const start = () => createCloud({ clock: 'manual', startAt: START });

const config = (cloud: Cloud) => ({
  ...clientConfig(cloud),
  systemClockOffset: cloud.clock.now() - cloud.clock.wall(),
});

async function sums(
  cloud: Cloud,
  Namespace: string,
  dimensions: Record<string, string>,
  names: readonly string[],
) {
  const client = new CloudWatch(config(cloud));
  const Dimensions = Object.entries(dimensions).map(([Name, Value]): Dimension => ({ Name, Value }));
  const { MetricDataResults } = await client.getMetricData({
    MetricDataQueries: names.map((MetricName, index) => ({
      Id: `m${index}`,
      MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 3_600, Stat: 'Sum' },
    })),
    StartTime: toDate(START),
    EndTime: toDate(START + hours(1)),
  });
  return Object.fromEntries(names.map((name, index) => [name, MetricDataResults?.[index]?.Values?.[0]]));
}

test('SQS tells what went through a queue, and what is in it each minute', async () => {
  await using cloud = await start();
  const sqs = new SQS(config(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'jobs' });
  for (const MessageBody of ['12345', '123']) await sqs.sendMessage({ QueueUrl, MessageBody });
  await cloud.clock.advance(minutes(1));
  const receiver = new SQS(config(cloud));
  const { Messages = [] } = await receiver.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
  await receiver.deleteMessageBatch({
    QueueUrl,
    Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: `e${index}`, ReceiptHandle })),
  });
  await receiver.receiveMessage({ QueueUrl });
  await cloud.clock.advance(minutes(1));
  expect(
    await sums(cloud, 'AWS/SQS', { QueueName: 'jobs' }, [
      'NumberOfMessagesSent',
      'SentMessageSize',
      'NumberOfMessagesReceived',
      'NumberOfMessagesDeleted',
      'NumberOfEmptyReceives',
      'ApproximateNumberOfMessagesVisible',
      'ApproximateAgeOfOldestMessage',
    ]),
  ).toEqual({
    NumberOfMessagesSent: 2,
    SentMessageSize: 8,
    NumberOfMessagesReceived: 2,
    NumberOfMessagesDeleted: 2,
    NumberOfEmptyReceives: 1,
    ApproximateNumberOfMessagesVisible: 2,
    ApproximateAgeOfOldestMessage: 60,
  });
});

test('a queue falls silent six hours after the last activity', async () => {
  await using cloud = await start();
  const sqs = new SQS(config(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'jobs' });
  await sqs.receiveMessage({ QueueUrl });
  await cloud.clock.advance(hours(7));
  const { Datapoints = [] } = await new CloudWatch(config(cloud)).getMetricStatistics({
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: 'jobs' }],
    StartTime: toDate(START),
    EndTime: toDate(START + hours(8)),
    Period: 60,
    Statistics: ['SampleCount'],
  });
  expect(Datapoints).toHaveLength(360);
});

test('SNS tells what was published and delivered', async () => {
  await using cloud = await start();
  const sns = new SNS(config(cloud));
  const { TopicArn } = await sns.createTopic({ Name: 'news' });
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:nowhere';
  await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint });
  await sns.publish({ TopicArn, Message: 'four' });
  await cloud.clock.advance(hours(1));
  expect(
    await sums(cloud, 'AWS/SNS', { TopicName: 'news' }, [
      'NumberOfMessagesPublished',
      'PublishSize',
      'NumberOfNotificationsDelivered',
    ]),
  ).toEqual({ NumberOfMessagesPublished: 1, PublishSize: 4, NumberOfNotificationsDelivered: undefined });
});

test('DynamoDB tells what tables consumed and what failed', async () => {
  await using cloud = await start();
  const dynamodb = new DynamoDB({ ...config(cloud), maxAttempts: 1 });
  const TableName = 'pets';
  await dynamodb.createTable({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  });
  const Item = { id: { S: 'a' }, text: { S: 'x'.repeat(1_500) } };
  await dynamodb.putItem({ TableName, Item });
  await dynamodb.getItem({ TableName, Key: { id: { S: 'a' } }, ConsistentRead: true });
  const again = { TableName, Item: { id: { S: 'a' } }, ConditionExpression: 'attribute_not_exists(id)' };
  await expect(dynamodb.putItem(again)).rejects.toThrow('conditional request failed');
  await expect(dynamodb.getItem({ TableName, Key: { wrong: { S: 'a' } } })).rejects.toThrow('key element');
  expect(
    await sums(cloud, 'AWS/DynamoDB', { TableName }, [
      'ConsumedReadCapacityUnits',
      'ConsumedWriteCapacityUnits',
      'ConditionalCheckFailedRequests',
    ]),
  ).toEqual({
    ConsumedReadCapacityUnits: 1,
    ConsumedWriteCapacityUnits: 4,
    ConditionalCheckFailedRequests: 1,
  });
  expect(await sums(cloud, 'AWS/DynamoDB', {}, ['UserErrors'])).toEqual({ UserErrors: 1 });
});
