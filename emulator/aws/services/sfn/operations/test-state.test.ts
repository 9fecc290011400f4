import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { machineOf, workbench } from '../testing/workbench.ts';

let cloud: Cloud;
let bench: ReturnType<typeof workbench>;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual' });
  bench = workbench(cloud);
});
afterAll(() => cloud.close(0));

const tryOut = async (state: object, input: unknown, more: object = {}) => {
  const { $metadata: _metadata, ...result } = await bench.sfn.testState({
    definition: JSON.stringify(state),
    input: JSON.stringify(input),
    ...more,
  });
  return result;
};

const PICK = {
  Type: 'Pass',
  InputPath: '$.initialData',
  Parameters: { staticValue: 'some value', 'inputValue.$': '$.fieldFromInput' },
  ResultPath: '$.modifiedData',
  End: true,
};

test('a Pass state is inspected as recorded', async () => {
  const input = { initialData: { fieldFromInput: 'v' } };
  const { inspectionData, ...result } = await tryOut(PICK, input, { inspectionLevel: 'DEBUG' });
  const modifiedData = { staticValue: 'some value', inputValue: 'v' };
  const output = JSON.stringify({ ...input, modifiedData });
  expect(result).toEqual({ status: 'SUCCEEDED', output });
  expect(inspectionData).toEqual({
    input: JSON.stringify(input),
    afterInputPath: '{"fieldFromInput":"v"}',
    afterParameters: JSON.stringify(modifiedData),
    afterResultSelector: JSON.stringify(modifiedData),
    afterResultPath: output,
  });
});

test('a Choice says where it goes, a Fail how it fails', async () => {
  const choice = {
    Type: 'Choice',
    Choices: [{ Variable: '$.value', NumericGreaterThan: 20, Next: 'ValueInTwenties' }],
  };
  expect(await tryOut(choice, { value: 22 })).toEqual({
    status: 'SUCCEEDED',
    output: '{"value":22}',
    nextState: 'ValueInTwenties',
  });
  expect(await tryOut({ Type: 'Fail', Error: 'E', Cause: 'c' }, {})).toEqual({
    status: 'FAILED',
    error: 'E',
    cause: 'c',
  });
});

test('a mocked task succeeds, is caught, or would be tried again', async () => {
  const task = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: 'f' },
    ResultSelector: { 'value.$': '$.Payload' },
    Retry: [{ ErrorEquals: ['Busy'] }],
    Catch: [{ ErrorEquals: ['Bad'], ResultPath: '$.error', Next: 'Handle' }],
    Next: 'Done',
  };
  const mock = (errorOutput: object) => ({ mock: { errorOutput } });
  expect(await tryOut(task, {}, { mock: { result: '{"Payload":1}' } })).toEqual({
    status: 'SUCCEEDED',
    output: '{"value":1}',
    nextState: 'Done',
  });
  expect(await tryOut(task, { a: 1 }, mock({ error: 'Bad', cause: 'c' }))).toEqual({
    status: 'CAUGHT_ERROR',
    output: '{"a":1,"error":{"Error":"Bad","Cause":"c"}}',
    nextState: 'Handle',
    error: 'Bad',
    cause: 'c',
  });
  expect(await tryOut(task, {}, mock({ error: 'Busy' }))).toEqual({ status: 'RETRIABLE', error: 'Busy' });
});

test('one state of a machine sees variables and the context it is given', async () => {
  const definition = machineOf(
    { Type: 'Pass', Output: '{% $x & $states.context.Execution.Name %}' },
    { QueryLanguage: 'JSONata' },
  );
  const more = { stateName: 'A', variables: '{"x":"a"}', context: '{"Execution":{"Name":"b"}}' };
  expect(await tryOut(definition, {}, more)).toMatchObject({ status: 'SUCCEEDED', output: '"ab"' });
});

test('a definition that is none is refused', async () => {
  await expect(tryOut({ Type: 'Pass' }, {})).rejects.toMatchObject({ name: 'InvalidDefinition' });
});
