import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { days, minutes, seconds } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { startFunction } from '../../testing/start-function.ts';

const FAILING = 'exports.handler = async (event) => { throw new RangeError("no such photo"); };';

async function startQueue(cloud: Cloud, name: string) {
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: name });
  const receive = async () => {
    const { Messages: [message] = [] } = await sqs.receiveMessage({
      QueueUrl,
      MessageAttributeNames: ['All'],
    });
    return message && { ...message, body: JSON.parse(message.Body!) as unknown };
  };
  return { arn: `arn:aws:sqs:us-east-1:000000000000:${name}`, receive };
}

const invocations = (cloud: Cloud) =>
  cloud.journal.entries().filter(({ type }) => type === 'lambda.invocation');

test('an event is answered with 202 before the function runs', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async () => 1;');
  const answer = await lambda.invoke({ FunctionName: 'f', InvocationType: 'Event', Payload: '{"a":1}' });
  expect(answer).toMatchObject({ StatusCode: 202 });
  expect(answer.ExecutedVersion).toBeUndefined();
  await cloud.clock.settle();
  expect(invocations(cloud)).toMatchObject([{ kind: 'event', status: 'success', function: 'f' }]);
});

test('a failed event is tried again after one minute and after two more, with the same request id', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, FAILING);
  await lambda.invoke({ FunctionName: 'f', InvocationType: 'Event' });
  const started = cloud.clock.now();
  await cloud.clock.advance(days(1));
  const tries = invocations(cloud);
  expect(tries.map(({ at }) => at - started)).toEqual([0, minutes(1), minutes(3)]);
  expect(new Set(tries.map(({ requestId }) => requestId)).size).toBe(1);
});

test('each try follows from the one before it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, FAILING);
  await lambda.invoke({ FunctionName: 'f', InvocationType: 'Event' });
  await cloud.clock.advance(minutes(5));
  const [first, second, third] = invocations(cloud);
  const call = cloud.journal.entries().find(({ operation }) => operation === 'Invoke')!;
  expect([first!.cause, second!.cause, third!.cause]).toEqual([call.seq, first!.seq, second!.seq]);
});

test('a destination is told of success', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async (event) => ({ done: event.id });');
  const queue = await startQueue(cloud, 'done');
  await lambda.putFunctionEventInvokeConfig({
    FunctionName: 'f',
    DestinationConfig: { OnSuccess: { Destination: queue.arn } },
  });
  await lambda.invoke({ FunctionName: 'f', InvocationType: 'Event', Payload: '{"id":7}' });
  await cloud.clock.settle();
  const { body } = (await queue.receive())!;
  expect(body).toEqual({
    version: '1.0',
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    requestContext: {
      requestId: expect.any(String) as string,
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST',
      condition: 'Success',
      approximateInvokeCount: 1,
    },
    requestPayload: { id: 7 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST' },
    responsePayload: { done: 7 },
  });
});

test('an event that is given up goes to the failure destination and to the dead-letter queue', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const failed = await startQueue(cloud, 'failed');
  const dead = await startQueue(cloud, 'dead');
  const { lambda } = await startFunction(cloud, FAILING, { DeadLetterConfig: { TargetArn: dead.arn } });
  await lambda.putFunctionEventInvokeConfig({
    FunctionName: 'f',
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnFailure: { Destination: failed.arn } },
  });
  await lambda.invoke({ FunctionName: 'f', InvocationType: 'Event', Payload: '{"id":7}' });
  await cloud.clock.advance(seconds(59));
  expect(await failed.receive()).toBeUndefined();
  await cloud.clock.advance(seconds(1));
  expect((await failed.receive())!.body).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
    requestPayload: { id: 7 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: 'RangeError', errorMessage: 'no such photo' },
  });
  const letter = (await dead.receive())!;
  expect(letter.body).toEqual({ id: 7 });
  expect(letter.MessageAttributes).toMatchObject({
    RequestID: { DataType: 'String', StringValue: expect.any(String) as string },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { DataType: 'String', StringValue: 'no such photo' },
  });
});

test('a function without any concurrency sends its events to the failure destination unseen', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const failed = await startQueue(cloud, 'failed');
  const { lambda } = await startFunction(cloud, FAILING);
  await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 0 });
  await lambda.putFunctionEventInvokeConfig({
    FunctionName: 'f',
    DestinationConfig: { OnFailure: { Destination: failed.arn } },
  });
  const { StatusCode } = await lambda.invoke({ FunctionName: 'f', InvocationType: 'Event', Payload: '1' });
  expect(StatusCode).toBe(202);
  await cloud.clock.settle();
  const { body } = (await failed.receive())!;
  expect(body).toMatchObject({ requestContext: { condition: 'ZeroReservedConcurrency' }, requestPayload: 1 });
  expect(body).not.toHaveProperty('responseContext');
  expect(invocations(cloud)).toEqual([]);
});

test('a throttled event waits longer and longer, until it is too old', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const failed = await startQueue(cloud, 'failed');
  const { lambda } = await startFunction(cloud, 'exports.handler = async () => 1;');
  await lambda.putFunctionEventInvokeConfig({
    FunctionName: 'f',
    MaximumEventAgeInSeconds: 60,
    DestinationConfig: { OnFailure: { Destination: failed.arn } },
  });
  cloud.faults.add({ on: 'invocation', target: 'f', probability: 1, effect: { kind: 'throttle' } });
  await lambda.invoke({ FunctionName: 'f', InvocationType: 'Event' });
  const started = cloud.clock.now();
  await cloud.clock.advance(minutes(3));
  const strikes = cloud.journal.entries().filter(({ type }) => type === 'fault');
  expect(strikes.map(({ at }) => (at - started) / 1_000)).toEqual([0, 1, 3, 7, 15, 31]);
  expect((await failed.receive())!.body).toMatchObject({ requestContext: { condition: 'EventAgeExceeded' } });
});

test("a function can be another function's destination, but not its own", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async () => 1;');
  await startFunction(
    cloud,
    'exports.handler = async (record) => { console.log(record.requestContext.condition); };',
    {
      FunctionName: 'next',
    },
  );
  const put = (Destination: string) =>
    lambda.putFunctionEventInvokeConfig({
      FunctionName: 'f',
      DestinationConfig: { OnSuccess: { Destination } },
    });
  await expect(put('arn:aws:lambda:us-east-1:000000000000:function:f')).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: "You can't specify the function as a destination for itself.",
  });
  await put('arn:aws:lambda:us-east-1:000000000000:function:next');
  await lambda.invoke({ FunctionName: 'f', InvocationType: 'Event' });
  await cloud.clock.settle();
  expect(invocations(cloud).map(({ function: name }) => name)).toEqual(['f', 'next']);
});

test('a destination that is gone loses the record, and the journal says so', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async () => 1;');
  const Destination = 'arn:aws:sqs:us-east-1:000000000000:gone';
  await lambda.putFunctionEventInvokeConfig({
    FunctionName: 'f',
    DestinationConfig: { OnSuccess: { Destination } },
  });
  await lambda.invoke({ FunctionName: 'f', InvocationType: 'Event' });
  await cloud.clock.settle();
  expect(cloud.journal.entries()).toContainEqual(
    expect.objectContaining({
      type: 'lambda.destination',
      destination: Destination,
      error: 'QueueDoesNotExist',
    }),
  );
});
