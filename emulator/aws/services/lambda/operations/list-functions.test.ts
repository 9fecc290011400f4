import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

const SOURCE = 'exports.handler = async () => 1;';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

test('functions are listed in pages, with their versions where that is asked for', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await startFunction(cloud, SOURCE, { FunctionName: 'a', Publish: true });
  await startFunction(cloud, SOURCE, { FunctionName: 'z' });
  const first = await lambda.listFunctions({ MaxItems: 2 });
  expect(first.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['a', 'f']);
  const second = await lambda.listFunctions({ MaxItems: 2, Marker: first.NextMarker });
  expect(second.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['z']);
  expect(second.NextMarker).toBeUndefined();
  const all = await lambda.listFunctions({ FunctionVersion: 'ALL' });
  expect(all.Functions?.map(({ FunctionArn }) => FunctionArn)).toEqual([
    `${ARN.replace(/f$/, 'a')}:$LATEST`,
    `${ARN.replace(/f$/, 'a')}:1`,
    `${ARN}:$LATEST`,
    `${ARN.replace(/f$/, 'z')}:$LATEST`,
  ]);
  expect(all.Functions?.[0]?.State).toBeUndefined();
});

test('the account counts its functions, their code and what is reserved', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE, { Publish: true });
  const { CodeSize } = await lambda.getFunctionConfiguration({ FunctionName: 'f' });
  await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 100 });
  expect(await lambda.getAccountSettings({})).toMatchObject({
    AccountLimit: {
      ConcurrentExecutions: 1000,
      UnreservedConcurrentExecutions: 900,
      CodeSizeUnzipped: 262144000,
    },
    AccountUsage: { FunctionCount: 1, TotalCodeSize: 2 * CodeSize! },
  });
});
