import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

const SOURCE = 'exports.handler = async () => 1;';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

test('putting replaces a configuration, updating changes it in part', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const Destination = 'arn:aws:sqs:us-east-1:000000000000:failed';
  await lambda.putFunctionEventInvokeConfig({
    FunctionName: 'f',
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnFailure: { Destination } },
  });
  const updated = await lambda.updateFunctionEventInvokeConfig({
    FunctionName: 'f',
    MaximumEventAgeInSeconds: 120,
  });
  expect(updated).toMatchObject({
    FunctionArn: `${ARN}:$LATEST`,
    MaximumRetryAttempts: 1,
    MaximumEventAgeInSeconds: 120,
    DestinationConfig: { OnSuccess: {}, OnFailure: { Destination } },
  });
  await lambda.putFunctionEventInvokeConfig({ FunctionName: 'f', MaximumRetryAttempts: 0 });
  const config = await lambda.getFunctionEventInvokeConfig({ FunctionName: 'f' });
  expect(config).toMatchObject({
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
  });
  expect(config.MaximumEventAgeInSeconds).toBeUndefined();
  expect(
    (await lambda.listFunctionEventInvokeConfigs({ FunctionName: 'f' })).FunctionEventInvokeConfigs,
  ).toHaveLength(1);
  await lambda.deleteFunctionEventInvokeConfig({ FunctionName: 'f' });
  await expect(lambda.getFunctionEventInvokeConfig({ FunctionName: 'f' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `The function ${ARN}:$LATEST doesn't have an EventInvokeConfig`,
  });
});

test.for([
  ['nothing', {}, 'You must specify at least one of error handling or destination setting.'],
  [
    'a destination of a kind that is none',
    { DestinationConfig: { OnSuccess: { Destination: 'arn:aws:dynamodb:us-east-1:000000000000:table/t' } } },
    'The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:dynamodb:us-east-1:000000000000:table/t), onFailure=null) is invalid.',
  ],
] as const)('a configuration that means nothing is refused: %s', async ([, change, message]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await expect(lambda.putFunctionEventInvokeConfig({ FunctionName: 'f', ...change })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message,
  });
});
