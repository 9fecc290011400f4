import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { machineOf, partOf, workbench } from '../testing/workbench.ts';

let cloud: Cloud;
let bench: ReturnType<typeof workbench>;
let s3: S3;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-01-01T00:00:00Z') });
  bench = workbench(cloud);
  s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  await s3.createBucket({ Bucket: 'photos' });
  for (const n of [1, 2, 3])
    await s3.putObject({ Bucket: 'photos', Key: `in/${n}.png`, Body: 'x'.repeat(n) });
});
afterAll(() => cloud.close(0));

const distributed = (states: object, more: object = {}) =>
  machineOf({
    Type: 'Map',
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...states },
    ...more,
  });

const reader = (operation: string, Parameters: object, ReaderConfig: object = {}) => ({
  ItemReader: { Resource: `arn:aws:states:::s3:${operation}`, Parameters, ReaderConfig },
});

test('every object of a listing is an execution of its own under a map run', async () => {
  const processor = partOf({ Type: 'Pass', OutputPath: '$.Key' });
  const execution = await bench.start(
    distributed(processor, {
      Label: 'Photos',
      ...reader('listObjectsV2', { Bucket: 'photos', Prefix: 'in/' }),
    }),
  );
  expect(await bench.describe(execution)).toEqual({
    status: 'SUCCEEDED',
    output: ['in/1.png', 'in/2.png', 'in/3.png'],
  });
  const { mapRuns } = await bench.sfn.listMapRuns({ executionArn: execution });
  const { mapRunArn } = mapRuns![0]!;
  expect(mapRunArn).toMatch(/:mapRun:machine-\d+\/Photos:[\da-f-]{36}$/);
  expect(await bench.sfn.describeMapRun({ mapRunArn })).toMatchObject({
    status: 'SUCCEEDED',
    executionArn: execution,
    itemCounts: { total: 3, succeeded: 3, failed: 0, running: 0 },
    executionCounts: { total: 3, succeeded: 3 },
  });
  const { executions } = await bench.sfn.listExecutions({ mapRunArn });
  expect(executions).toHaveLength(3);
  expect(executions![0]!.stateMachineArn).toMatch(/:stateMachine:machine-\d+\/Photos$/);
  const types = (await bench.history(execution)).map(({ type }) => type);
  expect(types.slice(1, -1)).toEqual([
    'MapStateEntered',
    'MapStateStarted',
    'MapRunStarted',
    'MapRunSucceeded',
    'MapStateSucceeded',
    'MapStateExited',
  ]);
});

test('items come from JSON, JSON Lines and CSV', async () => {
  const put = (Key: string, Body: string) => s3.putObject({ Bucket: 'photos', Key, Body });
  await put('items.json', '[{"a":"1"},{"a":"2"}]');
  await put('items.jsonl', '{"a":"1"}\n{"a":"2"}\n');
  await put('items.csv', 'a,b\r\n1,"x, ""y"""\r\n2,\r\n');
  const read = (Key: string, InputType: string) =>
    bench.run(
      distributed(partOf({ Type: 'Pass' }), reader('getObject', { Bucket: 'photos', Key }, { InputType })),
    );
  const expected = [{ a: '1' }, { a: '2' }];
  expect(await read('items.json', 'JSON')).toMatchObject({ output: expected });
  expect(await read('items.jsonl', 'JSONL')).toMatchObject({ output: expected });
  expect(await read('items.csv', 'CSV')).toMatchObject({
    output: [
      { a: '1', b: 'x, "y"' },
      { a: '2', b: '' },
    ],
  });
  expect(await read('none', 'JSON')).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
});

const FAILS_FOR_TWO = {
  StartAt: 'C',
  States: {
    C: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 2, Next: 'F' }], Default: 'P' },
    F: { Type: 'Fail', Error: 'Two', Cause: 'two' },
    P: { Type: 'Pass', End: true },
  },
};

test('as many items may fail as are tolerated, and no more', async () => {
  expect(await bench.run(distributed(FAILS_FOR_TWO), [1, 2, 3])).toEqual({
    status: 'FAILED',
    error: 'States.ExceedToleratedFailureThreshold',
    cause: 'The specified tolerated failure threshold was exceeded',
  });
  const some = distributed(FAILS_FOR_TWO, { ToleratedFailurePercentage: 40 });
  expect(await bench.run(some, [1, 2, 3])).toEqual({ status: 'SUCCEEDED', output: [1, 3] });
});

test('results are written to a bucket, with a manifest', async () => {
  const ResultWriter = {
    Resource: 'arn:aws:states:::s3:putObject',
    Parameters: { Bucket: 'photos', Prefix: 'out' },
  };
  const { output } = await bench.run(
    distributed(FAILS_FOR_TWO, { ToleratedFailureCount: 1, ResultWriter }),
    [1, 2],
  );
  const { MapRunArn, ResultWriterDetails } = output as {
    MapRunArn: string;
    ResultWriterDetails: { Bucket: string; Key: string };
  };
  const read = async (Key: string) =>
    JSON.parse(await (await s3.getObject({ Bucket: 'photos', Key })).Body!.transformToString()) as unknown;
  const manifest = (await read(ResultWriterDetails.Key)) as {
    ResultFiles: Record<string, { Key: string }[]>;
  };
  expect(manifest).toMatchObject({ DestinationBucket: 'photos', MapRunArn, ResultFiles: { PENDING: [] } });
  const { SUCCEEDED, FAILED } = manifest.ResultFiles;
  expect(await read(SUCCEEDED![0]!.Key)).toMatchObject([{ Input: '1', Output: '1', Status: 'SUCCEEDED' }]);
  expect(await read(FAILED![0]!.Key)).toMatchObject([
    { Input: '2', Error: 'Two', Cause: 'two', Status: 'FAILED' },
  ]);
});

test('items go in batches', async () => {
  const ItemBatcher = { MaxItemsPerBatch: 2, BatchInput: { 'common.$': '$.common' } };
  const processor = partOf({ Type: 'Pass' });
  expect(
    await bench.run(distributed(processor, { ItemsPath: '$.items', ItemBatcher }), {
      common: 'c',
      items: [1, 2, 3],
    }),
  ).toMatchObject({
    output: [
      { BatchInput: { common: 'c' }, Items: [1, 2] },
      { BatchInput: { common: 'c' }, Items: [3] },
    ],
  });
});

test('stopping the execution stops its children', async () => {
  const execution = await bench.start(distributed(partOf({ Type: 'Wait', Seconds: 1_000 })), [1, 2]);
  await cloud.clock.settle();
  await bench.sfn.stopExecution({ executionArn: execution });
  await cloud.clock.settle();
  const { mapRuns } = await bench.sfn.listMapRuns({ executionArn: execution });
  const { mapRunArn } = mapRuns![0]!;
  expect(await bench.sfn.describeMapRun({ mapRunArn })).toMatchObject({
    status: 'ABORTED',
    itemCounts: { aborted: 2 },
  });
});
