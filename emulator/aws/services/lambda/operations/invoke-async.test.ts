import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

test('the old way to hand over an event answers 202, and the event is run', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async (event) => console.log(event);');
  expect(await lambda.invokeAsync({ FunctionName: 'f', InvokeArgs: '{"n":1}' })).toMatchObject({
    Status: 202,
  });
  await cloud.clock.settle();
  expect(cloud.journal.entries().filter(({ type }) => type === 'lambda.invocation')).toMatchObject([
    { function: 'f', kind: 'event', status: 'success' },
  ]);
});

test('the old way refuses what is no JSON, and functions that do not exist', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, 'exports.handler = async () => 1;');
  await expect(lambda.invokeAsync({ FunctionName: 'f', InvokeArgs: 'nope' })).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
  });
  await expect(lambda.invokeAsync({ FunctionName: 'g', InvokeArgs: '{}' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
