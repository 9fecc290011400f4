import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { startFunction } from '../../../testing/start-function.ts';
import { machineOf, workbench } from '../testing/workbench.ts';

let cloud: Cloud;
let bench: ReturnType<typeof workbench>;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-01-01T00:00:00Z') });
  bench = workbench(cloud);
});
afterAll(() => cloud.close(0));

test('an express execution answers with its output', async () => {
  const stateMachineArn = await bench.create(machineOf({ Type: 'Pass', Result: 1 }), { type: 'EXPRESS' });
  const { $metadata: _metadata, ...answer } = await bench.sfn.startSyncExecution({
    stateMachineArn,
    input: '{"a":1}',
  });
  const at = new Date(cloud.clock.now());
  expect(answer).toEqual({
    executionArn: expect.stringMatching(
      /^arn:aws:states:us-east-1:000000000000:express:machine-1:[\da-f-]{36}:[\da-f-]{36}$/,
    ) as string,
    stateMachineArn,
    name: expect.any(String) as string,
    startDate: at,
    stopDate: at,
    status: 'SUCCEEDED',
    input: '{"a":1}',
    inputDetails: { included: true },
    output: '1',
    outputDetails: { included: true },
    billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
  });
});

test('a failing express execution answers with its error', async () => {
  const definition = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E', Cause: 'c' } } };
  const stateMachineArn = await bench.create(definition, { type: 'EXPRESS' });
  expect(await bench.sfn.startSyncExecution({ stateMachineArn })).toMatchObject({
    status: 'FAILED',
    error: 'E',
    cause: 'c',
  });
});

test('an express execution ends after five minutes', async () => {
  const stateMachineArn = await bench.create(machineOf({ Type: 'Wait', Seconds: 301 }), { type: 'EXPRESS' });
  const answer = bench.sfn.startSyncExecution({ stateMachineArn });
  while (cloud.clock.reading().pending === 0) await new Promise((resolve) => setImmediate(resolve));
  await cloud.clock.advance(300_000);
  expect(await answer).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
});

test('what belongs to the other type of machine is refused', async () => {
  const standard = await bench.create(machineOf({ Type: 'Pass' }));
  await expect(bench.sfn.startSyncExecution({ stateMachineArn: standard })).rejects.toMatchObject({
    name: 'StateMachineTypeNotSupported',
    message: 'This operation is not supported by this type of state machine',
  });
  const express = await bench.create(machineOf({ Type: 'Pass' }), { type: 'EXPRESS' });
  await expect(bench.sfn.listExecutions({ stateMachineArn: express })).rejects.toMatchObject({
    name: 'StateMachineTypeNotSupported',
  });
  const { executionArn } = await bench.sfn.startExecution({ stateMachineArn: express });
  await expect(bench.sfn.describeExecution({ executionArn })).rejects.toMatchObject({
    name: 'StateMachineTypeNotSupported',
  });
  const waits = machineOf({
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Parameters: {},
  });
  await expect(bench.create(waits, { type: 'EXPRESS' })).rejects.toThrow(
    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Express state machine does not support '.waitForTaskToken' service integration at /States/A/Resource'",
  );
});

test('a function is called by its ARN and by the integration; its errors have its names', async () => {
  const source = `exports.handler = async (event) => {
    if (event.fail) { const error = new Error('no'); error.name = 'Refused'; throw error; }
    return { got: event };
  };`;
  await startFunction(cloud, source, { FunctionName: 'work' });
  const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:work';
  const direct = machineOf({ Type: 'Task', Resource: functionArn });
  expect(await bench.run(direct, { a: 1 })).toEqual({ status: 'SUCCEEDED', output: { got: { a: 1 } } });
  const { error, cause } = await bench.run(direct, { fail: true });
  expect(error).toBe('Refused');
  expect(JSON.parse(cause!)).toMatchObject({ errorType: 'Refused', errorMessage: 'no' });
  const integrated = machineOf({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: functionArn, 'Payload.$': '$' },
  });
  expect(await bench.run(integrated, { a: 1 })).toMatchObject({
    output: { ExecutedVersion: '$LATEST', Payload: { got: { a: 1 } }, StatusCode: 200 },
  });
  const events = await bench.history(await bench.start(direct));
  expect(events.map(({ type }) => type).slice(2, 5)).toEqual([
    'LambdaFunctionScheduled',
    'LambdaFunctionStarted',
    'LambdaFunctionSucceeded',
  ]);
});

test('events go to the log group that the machine names, without data unless it is asked for', async () => {
  const logs = new CloudWatchLogs(clientConfig(cloud));
  await logs.createLogGroup({ logGroupName: 'flow' });
  const logGroupArn = 'arn:aws:logs:us-east-1:000000000000:log-group:flow:*';
  const stateMachineArn = await bench.create(machineOf({ Type: 'Pass' }), {
    type: 'EXPRESS',
    loggingConfiguration: { level: 'ALL', destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] },
  });
  const { executionArn } = await bench.sfn.startSyncExecution({ stateMachineArn, input: '{"secret":1}' });
  const { events } = await logs.filterLogEvents({ logGroupName: 'flow' });
  const lines = events!.map(({ message }) => JSON.parse(message!) as { type: string });
  expect(lines.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
  expect(lines[1]).toMatchObject({
    id: '2',
    previous_event_id: '0',
    execution_arn: executionArn,
    details: { name: 'A' },
  });
  expect(JSON.stringify(lines)).not.toContain('secret');
});
