import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

const SOURCE = 'exports.handler = async () => 1;';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

test('a version is a copy of what was newest, and stays so', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE, { Description: 'first' });
  const one = await lambda.publishVersion({ FunctionName: 'f', Description: 'frozen' });
  expect(one).toMatchObject({
    Version: '1',
    FunctionArn: `${ARN}:1`,
    Description: 'frozen',
    State: 'Pending',
  });
  await lambda.updateFunctionConfiguration({ FunctionName: 'f', Timeout: 9 });
  expect(await lambda.getFunctionConfiguration({ FunctionName: 'f', Qualifier: '1' })).toMatchObject({
    Timeout: 3,
    Version: '1',
    State: 'Active',
  });
  expect(await lambda.getFunctionConfiguration({ FunctionName: 'f' })).toMatchObject({
    Timeout: 9,
    Version: '$LATEST',
  });
});

test('publishing what has not changed gives the newest version again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await lambda.publishVersion({ FunctionName: 'f' });
  expect((await lambda.publishVersion({ FunctionName: 'f' })).Version).toBe('1');
  await lambda.updateFunctionConfiguration({ FunctionName: 'f', Timeout: 9 });
  expect((await lambda.publishVersion({ FunctionName: 'f' })).Version).toBe('2');
  const { Versions } = await lambda.listVersionsByFunction({ FunctionName: 'f' });
  expect(Versions?.map(({ Version, FunctionArn }) => [Version, FunctionArn])).toEqual([
    ['$LATEST', `${ARN}:$LATEST`],
    ['1', `${ARN}:1`],
    ['2', `${ARN}:2`],
  ]);
});

test('the number of a deleted version is not given again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await lambda.publishVersion({ FunctionName: 'f' });
  await lambda.deleteFunction({ FunctionName: 'f', Qualifier: '1' });
  expect((await lambda.publishVersion({ FunctionName: 'f' })).Version).toBe('2');
});

test('a version is only published of the code and the revision that the caller has seen', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const { CodeSha256 } = await lambda.getFunctionConfiguration({ FunctionName: 'f' });
  await expect(lambda.publishVersion({ FunctionName: 'f', CodeSha256: 'other' })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `CodeSHA256 (other) is different from current CodeSHA256 in $LATEST (${CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
  });
  await expect(lambda.publishVersion({ FunctionName: 'f', RevisionId: 'other' })).rejects.toMatchObject({
    name: 'PreconditionFailedException',
    $metadata: { httpStatusCode: 412 },
  });
});
