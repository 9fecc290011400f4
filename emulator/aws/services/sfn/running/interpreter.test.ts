import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { machineOf, partOf, workbench } from '../testing/workbench.ts';

let cloud: Cloud;
let bench: ReturnType<typeof workbench>;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-01-01T00:00:00Z') });
  bench = workbench(cloud);
});
afterAll(() => cloud.close(0));

test('a Pass state hands its input on, or its result', async () => {
  expect(await bench.run(machineOf({ Type: 'Pass' }), { a: 1 })).toEqual({
    status: 'SUCCEEDED',
    output: { a: 1 },
  });
  expect(await bench.run(machineOf({ Type: 'Pass', Result: [1] }))).toEqual({
    status: 'SUCCEEDED',
    output: [1],
  });
});

test('InputPath, Parameters and ResultPath work on each other as recorded', async () => {
  const state = {
    Type: 'Pass',
    InputPath: '$.initialData',
    Parameters: { staticValue: 'some value', 'inputValue.$': '$.fieldFromInput' },
    ResultPath: '$.modifiedData',
  };
  const input = { initialData: { fieldFromInput: 'v', otherField: 'o' }, unrelatedData: { n: 1234 } };
  expect(await bench.run(machineOf(state), input)).toMatchObject({
    output: { ...input, modifiedData: { staticValue: 'some value', inputValue: 'v' } },
  });
});

test('the history of a pass is numbered and linked as recorded', async () => {
  const events = await bench.history(
    await bench.start(machineOf({ Type: 'Pass', Result: { Arg1: 'argument1' } })),
  );
  expect(events.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
    [1, 0, 'ExecutionStarted'],
    [2, 0, 'PassStateEntered'],
    [3, 2, 'PassStateExited'],
    [4, 3, 'ExecutionSucceeded'],
  ]);
  expect(events[2]).toMatchObject({
    stateExitedEventDetails: {
      name: 'A',
      output: '{"Arg1":"argument1"}',
      outputDetails: { truncated: false },
    },
  });
});

test('a Choice goes where its first rule that holds says', async () => {
  const definition = {
    StartAt: 'Which',
    States: {
      Which: {
        Type: 'Choice',
        Choices: [
          { Not: { Variable: '$.type', StringEquals: 'Private' }, Next: 'Public' },
          {
            And: [
              { Variable: '$.value', IsPresent: true },
              { Variable: '$.value', NumericGreaterThanEquals: 20 },
              { Variable: '$.value', NumericLessThan: 30 },
            ],
            Next: 'Twenties',
          },
        ],
        Default: 'Other',
      },
      Public: { Type: 'Pass', Result: 'public', End: true },
      Twenties: { Type: 'Pass', Result: 'twenties', End: true },
      Other: { Type: 'Fail', Error: 'Other', Cause: 'none of them' },
    },
  };
  expect(await bench.run(definition, { type: 'Private', value: 22 })).toMatchObject({ output: 'twenties' });
  expect(await bench.run(definition, { type: 'x' })).toMatchObject({ output: 'public' });
  expect(await bench.run(definition, { type: 'Private' })).toEqual({
    status: 'FAILED',
    error: 'Other',
    cause: 'none of them',
  });
});

test('a Wait waits for seconds, for a time, and for what paths say', async () => {
  const definition = {
    StartAt: 'Seconds',
    States: {
      Seconds: { Type: 'Wait', Seconds: 10, Next: 'SecondsPath' },
      SecondsPath: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'TimestampPath' },
      TimestampPath: { Type: 'Wait', TimestampPath: '$.until', End: true },
    },
  };
  const until = new Date(cloud.clock.now() + 60_000).toISOString();
  const execution = await bench.start(definition, { seconds: 20, until });
  await cloud.clock.advance(59_999);
  expect(await bench.describe(execution)).toMatchObject({ status: 'RUNNING' });
  await cloud.clock.advance(1);
  expect(await bench.describe(execution)).toMatchObject({ status: 'SUCCEEDED' });
});

test('branches run at the same time and keep their places', async () => {
  const branch = (Seconds: number, Result: string) => ({
    StartAt: `Wait ${Result}`,
    States: {
      [`Wait ${Result}`]: { Type: 'Wait', Seconds, Next: Result },
      [Result]: { Type: 'Pass', Result, End: true },
    },
  });
  const execution = await bench.start(
    machineOf({ Type: 'Parallel', Branches: [branch(20, 'slow'), branch(10, 'fast')] }),
  );
  await cloud.clock.advance(20_000);
  expect(await bench.describe(execution)).toEqual({ status: 'SUCCEEDED', output: ['slow', 'fast'] });
});

test('a branch that fails ends the others, and can be caught', async () => {
  const definition = {
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [
          partOf({ Type: 'Wait', Seconds: 3600 }),
          { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Boom', Cause: 'c' } } },
        ],
        Catch: [{ ErrorEquals: ['Boom'], ResultPath: '$.error', Next: 'Caught' }],
        End: true,
      },
      Caught: { Type: 'Pass', End: true },
    },
  };
  expect(await bench.run(definition, { a: 1 })).toEqual({
    status: 'SUCCEEDED',
    output: { a: 1, error: { Error: 'Boom', Cause: 'c' } },
  });
});

test('iterations of a Map are numbered and linked as recorded', async () => {
  const state = {
    Type: 'Map',
    ItemsPath: '$.arr',
    MaxConcurrency: 1,
    ItemProcessor: partOf({ Type: 'Pass' }),
  };
  const execution = await bench.start(machineOf(state), { arr: [1, 'Hello'] });
  const events = await bench.history(execution);
  expect(events.map(({ id, previousEventId, type }) => [id, previousEventId, type]).slice(1)).toEqual([
    [2, 0, 'MapStateEntered'],
    [3, 2, 'MapStateStarted'],
    [4, 3, 'MapIterationStarted'],
    [5, 4, 'PassStateEntered'],
    [6, 5, 'PassStateExited'],
    [7, 6, 'MapIterationSucceeded'],
    [8, 6, 'MapIterationStarted'],
    [9, 8, 'PassStateEntered'],
    [10, 9, 'PassStateExited'],
    [11, 10, 'MapIterationSucceeded'],
    [12, 11, 'MapStateSucceeded'],
    [13, 11, 'MapStateExited'],
    [14, 13, 'ExecutionSucceeded'],
  ]);
});

test('a Map shows each iteration its item in the context object', async () => {
  const state = {
    Type: 'Map',
    ItemSelector: {
      'index.$': '$$.Map.Item.Index',
      'value.$': '$$.Map.Item.Value',
      'name.$': '$$.State.Name',
    },
    ItemProcessor: partOf({ Type: 'Pass' }),
  };
  expect(await bench.run(machineOf(state), ['x', 'y'])).toMatchObject({
    output: [
      { index: 0, value: 'x', name: 'A' },
      { index: 1, value: 'y', name: 'A' },
    ],
  });
});

test('never more than MaxConcurrency iterations are under way', async () => {
  const state = { Type: 'Map', MaxConcurrency: 2, ItemProcessor: partOf({ Type: 'Wait', Seconds: 10 }) };
  const execution = await bench.start(machineOf(state), [1, 2, 3, 4, 5]);
  await cloud.clock.advance(29_000);
  expect(await bench.describe(execution)).toMatchObject({ status: 'RUNNING' });
  await cloud.clock.advance(1_000);
  expect(await bench.describe(execution)).toMatchObject({ status: 'SUCCEEDED', output: [1, 2, 3, 4, 5] });
});

test('a path that leads nowhere fails the execution, whatever is caught', async () => {
  const definition = machineOf({ Type: 'Pass', Parameters: { 'x.$': '$.no' } });
  expect(await bench.run(definition, { a: 1 })).toEqual({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: `An error occurred while executing the state 'A' (entered at the event id #2). The JSONPath '$.no' specified for the field 'x.$' could not be found in the input '{"a":1}'`,
  });
});

test('an execution longer than its TimeoutSeconds times out', async () => {
  const execution = await bench.start(machineOf({ Type: 'Wait', Seconds: 100 }, { TimeoutSeconds: 5 }));
  await cloud.clock.advance(5_000);
  expect(await bench.describe(execution)).toEqual({ status: 'TIMED_OUT' });
  expect((await bench.history(execution)).at(-1)).toMatchObject({
    type: 'ExecutionTimedOut',
    executionTimedOutEventDetails: { error: 'States.Timeout' },
  });
});

test('a state that hands on more than 256 KiB exceeds the limit', async () => {
  const Parameters = { 'a.$': '$.x', 'b.$': '$.x' };
  expect(await bench.run(machineOf({ Type: 'Pass', Parameters }), { x: 'x'.repeat(200_000) })).toMatchObject({
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
  });
});

test('an execution has 25,000 events at most', async () => {
  const definition = {
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Choice', Choices: [{ Variable: '$.stop', IsPresent: true, Next: 'C' }], Default: 'A' },
      C: { Type: 'Succeed' },
    },
  };
  const execution = await bench.start(definition);
  expect(await bench.describe(execution)).toMatchObject({
    status: 'FAILED',
    cause: expect.stringContaining(
      'The execution reached the maximum number of history events (25000).',
    ) as string,
  });
  const { events } = await bench.sfn.getExecutionHistory({
    executionArn: execution,
    reverseOrder: true,
    maxResults: 1,
  });
  expect(events).toMatchObject([{ id: 25_000, type: 'ExecutionFailed' }]);
});

test('AWS’s Hello World runs as its documentation says', async () => {
  const definition = {
    Comment: 'A Hello World example demonstrating various state types of the Amazon States Language',
    StartAt: 'Pass',
    States: {
      Pass: { Type: 'Pass', Next: 'Hello World example?' },
      'Hello World example?': {
        Type: 'Choice',
        Choices: [
          { Variable: '$.IsHelloWorldExample', BooleanEquals: true, Next: 'Yes' },
          { Variable: '$.IsHelloWorldExample', BooleanEquals: false, Next: 'No' },
        ],
        Default: 'Yes',
      },
      Yes: { Type: 'Pass', Next: 'Wait 3 sec' },
      No: { Type: 'Fail', Cause: 'Not Hello World' },
      'Wait 3 sec': { Type: 'Wait', Seconds: 3, Next: 'Parallel State' },
      'Parallel State': {
        Type: 'Parallel',
        Next: 'Hello World',
        Branches: [
          { StartAt: 'Hello', States: { Hello: { Type: 'Pass', End: true } } },
          { StartAt: 'World', States: { World: { Type: 'Pass', End: true } } },
        ],
      },
      'Hello World': { Type: 'Pass', End: true },
    },
  };
  const input = { IsHelloWorldExample: true };
  const execution = await bench.start(definition, input);
  await cloud.clock.advance(3_000);
  expect(await bench.describe(execution)).toEqual({ status: 'SUCCEEDED', output: [input, input] });
  expect(await bench.run(definition, { IsHelloWorldExample: false })).toEqual({
    status: 'FAILED',
    cause: 'Not Hello World',
  });
});

test('a list of a million items is refused before any of them is looked at', async () => {
  const state = { Type: 'Map', Items: '{% [1..1000000] %}', ItemProcessor: partOf({ Type: 'Pass' }) };
  expect(await bench.run(machineOf(state, { QueryLanguage: 'JSONata' }))).toMatchObject({
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
  });
});

test('from the call that starts it to the calls of its tasks, each fact names its cause', async () => {
  const execution = await bench.start(
    machineOf({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sqs:listQueues', Parameters: {} }),
  );
  await bench.describe(execution);
  const started = cloud.journal
    .entries()
    .findLast((entry) => entry['execution'] === execution && entry['status'] === 'RUNNING');
  expect(cloud.journal.tree(started!.cause).map(({ type, operation }) => operation ?? type)).toEqual([
    'StartExecution',
    'sfn.execution',
    'eventbridge.event',
    'ListQueues',
    'sfn.execution',
    'eventbridge.event',
  ]);
});

test('a standard execution is billed for the states it enters', async () => {
  const definition = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } } };
  await bench.run(definition);
  const { machine } = cloud.journal.entries().findLast(({ type }) => type === 'sfn.execution') as unknown as {
    machine: string;
  };
  const resource = machine.split(':').at(-1);
  const usage = cloud.meter
    .usage()
    .filter((one) => one.resource === resource && one.usageType === 'StateTransition');
  expect(usage).toMatchObject([{ service: 'sfn', quantity: 2 }]);
});
