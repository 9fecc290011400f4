import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

const SOURCE = 'exports.handler = async () => 1;';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

test('a deleted function is gone with its versions, aliases and policy, and its name is free', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await lambda.publishVersion({ FunctionName: 'f' });
  await lambda.createAlias({ FunctionName: 'f', Name: 'live', FunctionVersion: '1' });
  const { Code } = await lambda.getFunction({ FunctionName: 'f' });
  const deleted = await lambda.deleteFunction({ FunctionName: 'f' });
  expect(deleted.$metadata.httpStatusCode).toBe(204);
  await expect(lambda.getFunction({ FunctionName: 'f' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Function not found: ${ARN}`,
  });
  expect((await fetch(Code!.Location!)).status).toBe(404);
  const { invoke } = await startFunction(cloud, SOURCE);
  expect((await invoke()).result).toBe(1);
  await expect(lambda.getAlias({ FunctionName: 'f', Name: 'live' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('$LATEST is not deleted by itself', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await expect(lambda.deleteFunction({ FunctionName: 'f', Qualifier: '$LATEST' })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: '$LATEST version cannot be deleted without deleting the function.',
  });
});
