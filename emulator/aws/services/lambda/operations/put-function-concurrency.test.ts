import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

const SOURCE = 'exports.handler = async () => 1;';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

test('a reservation is shown with the function until it is taken back', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 7 });
  expect((await lambda.getFunction({ FunctionName: 'f' })).Concurrency).toEqual({
    ReservedConcurrentExecutions: 7,
  });
  await lambda.deleteFunctionConcurrency({ FunctionName: 'f' });
  expect(
    (await lambda.getFunctionConcurrency({ FunctionName: 'f' })).ReservedConcurrentExecutions,
  ).toBeUndefined();
});

test('reservations leave a hundred executions to the others', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 900 });
  await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 800 });
  await startFunction(cloud, SOURCE, { FunctionName: 'g' });
  await expect(
    lambda.putFunctionConcurrency({ FunctionName: 'g', ReservedConcurrentExecutions: 101 }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
  });
});

test('a reservation is for the whole function', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await expect(
    lambda.putFunctionConcurrency({ FunctionName: `${ARN}:1`, ReservedConcurrentExecutions: 1 }),
  ).rejects.toMatchObject({
    message: expect.stringMatching(/^This operation is permitted on Lambda functions only/) as string,
  });
});
