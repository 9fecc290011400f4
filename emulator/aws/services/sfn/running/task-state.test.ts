import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { S3 } from '@aws-sdk/client-s3';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { machineOf, workbench } from '../testing/workbench.ts';

let cloud: Cloud;
let bench: ReturnType<typeof workbench>;
let sqs: SQS;
let QueueUrl: string;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-01-01T00:00:00Z') });
  bench = workbench(cloud);
  sqs = new SQS(clientConfig(cloud));
  QueueUrl = (await sqs.createQueue({ QueueName: 'q', Attributes: { VisibilityTimeout: '0' } })).QueueUrl!;
});
afterAll(() => cloud.close(0));

/** The queue's messages, which are gone afterwards. */
async function drain() {
  await cloud.clock.settle();
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
  for (const { ReceiptHandle } of Messages) await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
  return Messages.map(({ Body }) => Body!);
}

const task = (Resource: string, Parameters: object, more: object = {}) =>
  machineOf({ Type: 'Task', Resource: `arn:aws:states:::${Resource}`, Parameters, ...more });

test('a message is sent, and its result tells of the exchange', async () => {
  const definition = task('sqs:sendMessage', { QueueUrl, 'MessageBody.$': '$' });
  expect(await bench.run(definition, { hello: 'world' })).toMatchObject({
    status: 'SUCCEEDED',
    output: {
      MessageId: expect.any(String) as string,
      MD5OfMessageBody: 'fbc24bcc7a1794758fc1327fcfebdaf6',
      SdkHttpMetadata: { HttpStatusCode: 200 },
      SdkResponseMetadata: { RequestId: expect.any(String) as string },
    },
  });
  expect(await drain()).toEqual(['{"hello":"world"}']);
});

test('the history of a call is as recorded', async () => {
  const definition = task('aws-sdk:sqs:listQueues', {});
  const events = await bench.history(await bench.start(definition));
  expect(events.slice(1, -1)).toMatchObject([
    { id: 2, previousEventId: 0, type: 'TaskStateEntered' },
    {
      type: 'TaskScheduled',
      taskScheduledEventDetails: {
        parameters: '{}',
        region: 'us-east-1',
        resource: 'listQueues',
        resourceType: 'aws-sdk:sqs',
      },
    },
    { type: 'TaskStarted', taskStartedEventDetails: { resource: 'listQueues', resourceType: 'aws-sdk:sqs' } },
    {
      type: 'TaskSucceeded',
      taskSucceededEventDetails: { output: JSON.stringify({ QueueUrls: [QueueUrl] }) },
    },
    { id: 6, previousEventId: 5, type: 'TaskStateExited' },
  ]);
});

test('an item is put and read by the integrations of DynamoDB and of its SDK', async () => {
  const dynamodb = new DynamoDB(clientConfig(cloud));
  await dynamodb.createTable({
    TableName: 'items',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  });
  const definition = {
    StartAt: 'Put',
    States: {
      Put: {
        Type: 'Task',
        Resource: 'arn:aws:states:::dynamodb:putItem',
        Parameters: { TableName: 'items', Item: { id: { 'S.$': '$.id' }, n: { N: '1' } } },
        ResultPath: null,
        Next: 'Get',
      },
      Get: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem',
        Parameters: { TableName: 'items', Key: { id: { 'S.$': '$.id' } } },
        ResultSelector: { 'item.$': '$.Item' },
        End: true,
      },
    },
  };
  expect(await bench.run(definition, { id: 'a' })).toMatchObject({
    output: { item: { id: { S: 'a' }, n: { N: '1' } } },
  });
});

test('an object is written and read; what is not there has the name that Catch looks for', async () => {
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  await s3.createBucket({ Bucket: 'data' });
  const put = task('aws-sdk:s3:putObject', { Bucket: 'data', Key: 'k', 'Body.$': '$' });
  expect(await bench.run(put, { x: 1 })).toMatchObject({
    status: 'SUCCEEDED',
    output: { ETag: expect.any(String) as string },
  });
  const read = (Key: string) => task('aws-sdk:s3:getObject', { Bucket: 'data', Key });
  expect(await bench.run(read('k'))).toMatchObject({
    output: {
      Body: '{"x":1}',
      ContentLength: 7,
      LastModified: expect.stringMatching(/^2026-01-01T/) as string,
    },
  });
  expect(await bench.run(read('none'))).toEqual({
    status: 'FAILED',
    error: 'S3.NoSuchKeyException',
    cause: expect.stringMatching(
      /^The specified key does not exist\. \(Service: S3, Status Code: 404, Request ID: /,
    ) as string,
  });
});

test('a parameter that the operation does not have is refused', async () => {
  expect(await bench.run(task('aws-sdk:sqs:listQueues', { Colour: 'red' }))).toMatchObject({
    error: 'States.Runtime',
    cause: expect.stringContaining('The field "Colour" is not supported by Step Functions') as string,
  });
});

test('retries wait as long as the retrier says, then the error is caught', async () => {
  const definition = {
    StartAt: 'A',
    States: {
      A: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl',
        Parameters: { QueueName: 'none' },
        Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 3 }],
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Caught' }],
        End: true,
      },
      Caught: { Type: 'Pass', OutputPath: '$.error.Error', End: true },
    },
  };
  const execution = await bench.start(definition);
  await cloud.clock.advance(7_999);
  expect(await bench.describe(execution)).toMatchObject({ status: 'RUNNING' });
  await cloud.clock.advance(1);
  expect(await bench.describe(execution)).toEqual({
    status: 'SUCCEEDED',
    output: 'Sqs.QueueDoesNotExistException',
  });
  const events = await bench.history(execution);
  const start = events[0]!.timestamp!.getTime();
  const failed = events.filter(({ type }) => type === 'TaskFailed');
  expect(failed.map(({ timestamp }) => timestamp!.getTime() - start)).toEqual([0, 2_000, 8_000]);
});

test('a task with a token goes on with what the token is answered with', async () => {
  const definition = task('sqs:sendMessage.waitForTaskToken', { QueueUrl, 'MessageBody.$': '$$.Task.Token' });
  const execution = await bench.start(definition);
  const [taskToken] = await drain();
  expect(await bench.describe(execution)).toEqual({ status: 'RUNNING' });
  await expect(bench.sfn.sendTaskSuccess({ taskToken, output: 'no json' })).rejects.toMatchObject({
    name: 'InvalidOutput',
  });
  await bench.sfn.sendTaskSuccess({ taskToken, output: '{"done":true}' });
  expect(await bench.describe(execution)).toEqual({ status: 'SUCCEEDED', output: { done: true } });
  await expect(bench.sfn.sendTaskSuccess({ taskToken, output: '{}' })).rejects.toMatchObject({
    name: 'TaskTimedOut',
    message: "Task Timed Out: 'Provided task does not exist anymore'",
  });
  await expect(bench.sfn.sendTaskHeartbeat({ taskToken: 'x' })).rejects.toMatchObject({
    name: 'InvalidToken',
  });
  const events = await bench.history(execution);
  expect(events.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});

test('a token can bring a failure', async () => {
  const execution = await bench.start(
    task('sqs:sendMessage.waitForTaskToken', { QueueUrl, 'MessageBody.$': '$$.Task.Token' }),
  );
  const [taskToken] = await drain();
  await bench.sfn.sendTaskFailure({ taskToken, error: 'Failure error', cause: 'Failure cause' });
  expect(await bench.describe(execution)).toEqual({
    status: 'FAILED',
    error: 'Failure error',
    cause: 'Failure cause',
  });
});

test('a task without heartbeats in time is late; one with them goes on until its timeout', async () => {
  const parameters = { QueueUrl, 'MessageBody.$': '$$.Task.Token' };
  const limits = { HeartbeatSeconds: 10, TimeoutSeconds: 25 };
  const execution = await bench.start(task('sqs:sendMessage.waitForTaskToken', parameters, limits));
  await cloud.clock.advance(9_000);
  const [taskToken] = await drain();
  await bench.sfn.sendTaskHeartbeat({ taskToken });
  await cloud.clock.advance(9_999);
  expect(await bench.describe(execution)).toEqual({ status: 'RUNNING' });
  await bench.sfn.sendTaskHeartbeat({ taskToken });
  await cloud.clock.advance(6_001);
  expect(await bench.describe(execution)).toEqual({ status: 'FAILED', error: 'States.Timeout' });
  const late = await bench.start(task('sqs:sendMessage.waitForTaskToken', parameters, limits));
  await cloud.clock.advance(10_000);
  expect(await bench.describe(late)).toEqual({ status: 'FAILED', error: 'States.HeartbeatTimeout' });
});

test('a nested execution is waited for, and its output is text or JSON', async () => {
  const StateMachineArn = await bench.create(machineOf({ Type: 'Wait', Seconds: 30 }));
  const nested = (suffix: string) =>
    task(`states:startExecution${suffix}`, { StateMachineArn, Input: { a: 1 } });
  const [once, text, json] = await Promise.all(
    [nested(''), nested('.sync'), nested('.sync:2')].map((one) => bench.start(one)),
  );
  expect(await bench.describe(once!)).toMatchObject({
    status: 'SUCCEEDED',
    output: { ExecutionArn: expect.any(String) as string },
  });
  expect(await bench.describe(text!)).toEqual({ status: 'RUNNING' });
  await cloud.clock.advance(30_000);
  expect(await bench.describe(text!)).toMatchObject({ output: { Status: 'SUCCEEDED', Output: '{"a":1}' } });
  expect(await bench.describe(json!)).toMatchObject({ output: { Status: 'SUCCEEDED', Output: { a: 1 } } });
});

test('a nested execution that fails fails its parent with what it says', async () => {
  const StateMachineArn = await bench.create({
    StartAt: 'F',
    States: { F: { Type: 'Fail', Error: 'Inner', Cause: 'c' } },
  });
  const { status, error, cause } = await bench.run(task('states:startExecution.sync:2', { StateMachineArn }));
  expect([status, error]).toEqual(['FAILED', 'States.TaskFailed']);
  expect(JSON.parse(cause!)).toMatchObject({ Status: 'FAILED', Error: 'Inner', Cause: 'c' });
});

test('events and notifications go out', async () => {
  const sns = new SNS(clientConfig(cloud));
  const { TopicArn } = await sns.createTopic({ Name: 't' });
  expect(await bench.run(task('sns:publish', { TopicArn, Message: { a: 1 } }))).toMatchObject({
    output: { MessageId: expect.any(String) as string },
  });
  const Entries = [{ Source: 'app', DetailType: 'd', Detail: { a: 1 } }];
  expect(await bench.run(task('events:putEvents', { Entries }))).toMatchObject({
    output: { FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) as string }] },
  });
});

test('stopping an execution leaves nothing of it waiting', async () => {
  const execution = await bench.start(machineOf({ Type: 'Wait', Seconds: 3_600 }));
  await cloud.clock.settle();
  await bench.sfn.stopExecution({ executionArn: execution, error: 'Stop', cause: 'by hand' });
  expect(await bench.describe(execution)).toEqual({ status: 'ABORTED', error: 'Stop', cause: 'by hand' });
  await cloud.clock.advance(3_600_000);
  const events = await bench.history(execution);
  expect(events.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'WaitStateEntered',
    'ExecutionAborted',
  ]);
});
