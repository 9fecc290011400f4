import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

const SOURCE = 'exports.handler = async () => 1;';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

test('an alias names a version until it is pointed at another', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await lambda.publishVersion({ FunctionName: 'f' });
  const created = await lambda.createAlias({ FunctionName: 'f', Name: 'live', FunctionVersion: '1' });
  expect(created).toMatchObject({
    AliasArn: `${ARN}:live`,
    Name: 'live',
    FunctionVersion: '1',
    Description: '',
  });
  const updated = await lambda.updateAlias({ FunctionName: 'f', Name: 'live', FunctionVersion: '$LATEST' });
  expect(updated.FunctionVersion).toBe('$LATEST');
  expect(updated.RevisionId).not.toBe(created.RevisionId);
  expect(await lambda.getFunctionConfiguration({ FunctionName: 'f:live' })).toMatchObject({
    FunctionArn: `${ARN}:live`,
    Version: '$LATEST',
  });
  const { Aliases } = await lambda.listAliases({ FunctionName: 'f' });
  expect(Aliases?.map(({ Name }) => Name)).toEqual(['live']);
  await lambda.deleteAlias({ FunctionName: 'f', Name: 'live' });
  await expect(lambda.getAlias({ FunctionName: 'f', Name: 'live' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Cannot find alias arn: ${ARN}:live`,
  });
});

test('an alias shares invocations out between two versions', async () => {
  await using cloud = await createCloud({ clock: 'manual', seed: 'weights' });
  const { lambda } = await startFunction(
    cloud,
    'exports.handler = async () => process.env.AWS_LAMBDA_FUNCTION_VERSION;',
  );
  await lambda.publishVersion({ FunctionName: 'f' });
  await lambda.updateFunctionConfiguration({ FunctionName: 'f', Timeout: 4 });
  await lambda.publishVersion({ FunctionName: 'f' });
  await lambda.createAlias({
    FunctionName: 'f',
    Name: 'live',
    FunctionVersion: '1',
    RoutingConfig: { AdditionalVersionWeights: { '2': 0.5 } },
  });
  const versions = new Set<string | undefined>();
  for (let n = 0; n < 30; n += 1) {
    versions.add((await lambda.invoke({ FunctionName: 'f', Qualifier: 'live' })).ExecutedVersion);
  }
  expect(versions).toEqual(new Set(['1', '2']));
});

test.for([
  [
    'a number as its name',
    { Name: '12' },
    "1 validation error detected: Value '12' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)",
  ],
  ['a version that is none', { FunctionVersion: '7' }, `Function not found: ${ARN}:7`],
  [
    'a share of $LATEST',
    { FunctionVersion: '$LATEST', RoutingConfig: { AdditionalVersionWeights: { '1': 0.1 } } },
    '$LATEST is not supported for an alias pointing to more than 1 version',
  ],
  [
    'its own version twice',
    { RoutingConfig: { AdditionalVersionWeights: { '1': 0.1 } } },
    'Invalid function version 1. Function version 1 is already included in routing configuration.',
  ],
] as const)('an alias that cannot be is refused: %s', async ([, change, message]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await lambda.publishVersion({ FunctionName: 'f' });
  const alias = { FunctionName: 'f', Name: 'live', FunctionVersion: '1', ...change };
  await expect(lambda.createAlias(alias)).rejects.toMatchObject({ message });
});

test('a version that an alias names is not deleted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  await lambda.publishVersion({ FunctionName: 'f' });
  await lambda.createAlias({ FunctionName: 'f', Name: 'live', FunctionVersion: '1' });
  await expect(lambda.deleteFunction({ FunctionName: 'f', Qualifier: '1' })).rejects.toMatchObject({
    name: 'ResourceConflictException',
  });
});
