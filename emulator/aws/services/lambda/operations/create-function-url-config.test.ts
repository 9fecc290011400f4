import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

const SOURCE = 'exports.handler = async () => 1;';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

test('a URL is created once, changed and deleted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const created = await lambda.createFunctionUrlConfig({ FunctionName: 'f', AuthType: 'NONE' });
  expect(created).toMatchObject({
    FunctionArn: ARN,
    AuthType: 'NONE',
    InvokeMode: 'BUFFERED',
    FunctionUrl: expect.stringMatching(
      /^http:\/\/[a-z2-7]{32}\.lambda-url\.us-east-1\.localhost:\d+\/$/,
    ) as string,
  });
  await expect(lambda.createFunctionUrlConfig({ FunctionName: 'f', AuthType: 'NONE' })).rejects.toMatchObject(
    {
      name: 'ResourceConflictException',
      message: `Failed to create function url config for [functionArn = ${ARN}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    },
  );
  const Cors = { AllowOrigins: ['https://pettracker.com'] };
  await lambda.updateFunctionUrlConfig({ FunctionName: 'f', AuthType: 'AWS_IAM', Cors });
  expect(await lambda.getFunctionUrlConfig({ FunctionName: 'f' })).toMatchObject({
    FunctionUrl: created.FunctionUrl,
    AuthType: 'AWS_IAM',
    Cors,
  });
  const { FunctionUrlConfigs } = await lambda.listFunctionUrlConfigs({ FunctionName: 'f' });
  expect(FunctionUrlConfigs).toHaveLength(1);
  await lambda.deleteFunctionUrlConfig({ FunctionName: 'f' });
  await expect(lambda.getFunctionUrlConfig({ FunctionName: 'f' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a URL belongs to a function or an alias, not to a version', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await expect(
    lambda.createFunctionUrlConfig({ FunctionName: 'f', AuthType: 'NONE', Qualifier: '1' }),
  ).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(
    lambda.createFunctionUrlConfig({ FunctionName: 'f', AuthType: 'NONE', Qualifier: 'live' }),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'Function does not exist' });
});
