import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

const SOURCE = 'exports.handler = async () => 1;';

test('what a change leaves out stays, and its answer shows it under way', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE, { MemorySize: 256, Description: 'thumbnails' });
  const changed = await lambda.updateFunctionConfiguration({
    FunctionName: 'f',
    Timeout: 12,
    Environment: { Variables: { TABLE: 'ImageMetadata' } },
  });
  expect(changed).toMatchObject({
    State: 'Active',
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: 'The function is being created.',
    Timeout: 12,
    MemorySize: 256,
    Description: 'thumbnails',
    Environment: { Variables: { TABLE: 'ImageMetadata' } },
  });
  const settled = await lambda.getFunctionConfiguration({ FunctionName: 'f' });
  expect(settled).toMatchObject({ LastUpdateStatus: 'Successful', Timeout: 12 });
  expect(settled.RevisionId).not.toBe(changed.RevisionId);
});

test('a change that was meant for another revision is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const { RevisionId } = await lambda.getFunctionConfiguration({ FunctionName: 'f' });
  await lambda.updateFunctionConfiguration({ FunctionName: 'f', Timeout: 4, RevisionId });
  await expect(
    lambda.updateFunctionConfiguration({ FunctionName: 'f', Timeout: 5, RevisionId }),
  ).rejects.toMatchObject({
    name: 'PreconditionFailedException',
    message:
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  });
});

test('switching to JSON logs sets the levels, switching back drops them', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const change = async (LoggingConfig: object) =>
    (await lambda.updateFunctionConfiguration({ FunctionName: 'f', LoggingConfig })).LoggingConfig;
  expect(await change({ LogFormat: 'JSON', ApplicationLogLevel: 'WARN' })).toEqual({
    LogFormat: 'JSON',
    ApplicationLogLevel: 'WARN',
    SystemLogLevel: 'INFO',
    LogGroup: '/aws/lambda/f',
  });
  expect(await change({ LogFormat: 'Text' })).toEqual({ LogFormat: 'Text', LogGroup: '/aws/lambda/f' });
});

test.for([
  [
    'six layers',
    { Layers: [1, 2, 3, 4, 5, 6].map((n) => `arn:aws:lambda:us-east-1:000000000000:layer:l${n}:1`) },
    'Cannot reference more than 5 layers.',
  ],
  [
    'a layer that is none',
    { Layers: ['arn:aws:lambda:us-east-1:000000000000:layer:l:1'] },
    'Layer version arn:aws:lambda:us-east-1:000000000000:layer:l:1 does not exist.',
  ],
  [
    'a layer of another region',
    { Layers: ['arn:aws:lambda:eu-west-1:000000000000:layer:l:1'] },
    'Layers are not in the same region as the function. Layers are expected to be in region us-east-1.',
  ],
] as const)('a function is not changed to what cannot be: %s', async ([, change, message]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await expect(
    lambda.updateFunctionConfiguration({ FunctionName: 'f', ...change, Layers: [...change.Layers] }),
  ).rejects.toMatchObject({ name: 'InvalidParameterValueException', message });
});
