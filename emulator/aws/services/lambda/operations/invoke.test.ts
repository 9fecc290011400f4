import { Lambda } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { signedFetch } from '../../../testing/signed-fetch.ts';
import { startFunction } from '../../../testing/start-function.ts';

test('a function answers with what its handler returns', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, 'exports.handler = async (event) => ({ got: event.x });');
  const answer = await invoke({ x: 'ü' });
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST', result: { got: 'ü' } });
  expect(answer.FunctionError).toBeUndefined();
});

test('a handler that returns nothing answers null', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async () => {};');
  const { Payload } = await lambda.invoke({ FunctionName: 'f' });
  expect(Payload?.transformToString()).toBe('null');
});

test('an event that is left out is an empty object', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async (event) => event;');
  const { Payload } = await lambda.invoke({ FunctionName: 'f' });
  expect(Payload?.transformToString()).toBe('{}');
});

test('the context says who is invoked, with the qualifier that the caller used', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async (event, context) => context;');
  await lambda.publishVersion({ FunctionName: 'f' });
  await lambda.createAlias({ FunctionName: 'f', Name: 'live', FunctionVersion: '1' });
  const { Payload, ExecutedVersion } = await lambda.invoke({
    FunctionName: 'f',
    Qualifier: 'live',
    ClientContext: Buffer.from('{"custom":{"a":1}}').toString('base64'),
  });
  expect(ExecutedVersion).toBe('1');
  expect(JSON.parse(Payload!.transformToString())).toEqual({
    functionName: 'f',
    functionVersion: '1',
    memoryLimitInMB: '128',
    logGroupName: '/aws/lambda/f',
    logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[1\][0-9a-f]{32}$/) as string,
    clientContext: { custom: { a: 1 } },
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f:live',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
});

test('a response of more than 6 MB is an error of the function', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, 'exports.handler = async (e) => "x".repeat(e.size);', {
    MemorySize: 512,
  });
  expect(await invoke({ size: 6_291_554 })).toMatchObject({ result: 'x'.repeat(6_291_554) });
  expect((await invoke({ size: 6_291_555 })).result).toEqual({
    errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    errorType: 'Function.ResponseSizeTooLarge',
  });
});

test('requests are limited to 6 MB, events to 1 MB', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async () => 1;');
  const Payload = Buffer.from(JSON.stringify('x'.repeat(6_291_456)));
  await expect(lambda.invoke({ FunctionName: 'f', Payload })).rejects.toMatchObject({
    name: 'RequestTooLargeException',
    message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    $metadata: { httpStatusCode: 413 },
  });
  const event = {
    FunctionName: 'f',
    InvocationType: 'Event',
    Payload: Payload.subarray(0, 2_000_000),
  } as const;
  await expect(lambda.invoke(event)).rejects.toMatchObject({ name: 'RequestTooLargeException' });
});

test('an event has to be JSON', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async () => 1;');
  await expect(lambda.invoke({ FunctionName: 'f', Payload: 'oops' })).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
    message: expect.stringMatching(
      /^Could not parse request body into json: Could not parse payload into json: Unrecognized token 'oops'/,
    ) as string,
  });
});

test('an unknown function is named with $LATEST', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda(clientConfig(cloud));
  await expect(lambda.invoke({ FunctionName: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:none:$LATEST',
    Type: 'User',
  });
});

test('a dry run answers 204 and runs nothing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async () => 1;');
  const { StatusCode } = await lambda.invoke({ FunctionName: 'f', InvocationType: 'DryRun' });
  expect(StatusCode).toBe(204);
  expect(cloud.journal.entries().filter(({ type }) => type === 'lambda.invocation')).toEqual([]);
});

test('reserved concurrency is a limit, and none at all stops the function', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda, invoke } = await startFunction(
    cloud,
    'exports.handler = async () => new Promise((r) => setTimeout(() => r(1), 500));',
  );
  const impatient = new Lambda({ ...clientConfig(cloud), maxAttempts: 1 });
  await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 1 });
  const running = invoke();
  await expect
    .poll(() =>
      impatient.invoke({ FunctionName: 'f' }).then(
        () => '',
        (error: { Reason?: string }) => error.Reason,
      ),
    )
    .toBe('ReservedFunctionConcurrentInvocationLimitExceeded');
  await running;
  await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 0 });
  await expect(impatient.invoke({ FunctionName: 'f' })).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    message: 'Rate Exceeded.',
    $metadata: { httpStatusCode: 429 },
  });
});

test('an answer says that it is JSON and which trace it is part of', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await startFunction(cloud, 'exports.handler = async () => process.env._X_AMZN_TRACE_ID;');
  const url = `${cloud.endpoint}/2015-03-31/functions/f/invocations`;
  const answer = await signedFetch(url, {
    service: 'lambda',
    method: 'POST',
    body: '{}',
    at: cloud.clock.now(),
  });
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('x-amzn-trace-id')).toMatch(
    /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};/,
  );
  expect(await answer.json()).toBe(answer.headers.get('x-amzn-trace-id'));
});

test.for([
  ['begins no character', [0x22, 0xff, 0x22], 'Invalid UTF-8 start byte 0xff\n at [Source: (byte[])"'],
  ['is no part of one', [0x22, 0xc3, 0x28, 0x22], 'Invalid UTF-8 middle byte 0x28\n at [Source: (byte[])"'],
] as const)('an event with a byte that %s is refused', async ([, bytes, text]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async (event) => event;');
  await expect(lambda.invoke({ FunctionName: 'f', Payload: Uint8Array.from(bytes) })).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
    message: expect.stringContaining(
      `Could not parse request body into json: Could not parse payload into json: ${text}`,
    ) as string,
  });
});
