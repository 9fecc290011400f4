import { Lambda } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

const SOURCE = 'exports.handler = async () => 1;';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

test('a service is let in by a statement of the policy that AWS would write', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const { Statement } = await lambda.addPermission({
    FunctionName: 'f',
    StatementId: 's3',
    Action: 'lambda:InvokeFunction',
    Principal: 's3.amazonaws.com',
    SourceArn: 'arn:aws:s3:::photos',
    SourceAccount: '000000000000',
  });
  const statement = {
    Sid: 's3',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: ARN,
    Condition: {
      StringEquals: { 'AWS:SourceAccount': '000000000000' },
      ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::photos' },
    },
  };
  expect(JSON.parse(Statement!)).toEqual(statement);
  const { Policy, RevisionId } = await lambda.getPolicy({ FunctionName: 'f' });
  expect(JSON.parse(Policy!)).toEqual({ Version: '2012-10-17', Id: 'default', Statement: [statement] });
  expect((await lambda.getFunctionConfiguration({ FunctionName: 'f' })).RevisionId).toBe(RevisionId);
});

test('another account invokes a function once it is permitted, and no longer when that is taken back', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const stranger = new Lambda({
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '111111111111', secretAccessKey: 'test' },
  });
  const ask = () => stranger.invoke({ FunctionName: ARN });
  await expect(ask()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await lambda.addPermission({
    FunctionName: 'f',
    StatementId: 'friend',
    Action: 'lambda:InvokeFunction',
    Principal: '111111111111',
  });
  expect((await ask()).StatusCode).toBe(200);
  await lambda.removePermission({ FunctionName: 'f', StatementId: 'friend' });
  await expect(ask()).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test.for([
  [
    'a statement id that is taken',
    { StatementId: 'taken' },
    'ResourceConflictException',
    'The statement id (taken) provided already exists. Please provide a new statement id, or remove the existing statement.',
  ],
  [
    'a principal that is none',
    { Principal: 'nobody' },
    'InvalidParameterValueException',
    'The provided principal was invalid. Please check the principal and try again.',
  ],
  [
    'the unpublished version',
    { Qualifier: '$LATEST' },
    'InvalidParameterValueException',
    'We currently do not support adding policies for $LATEST.',
  ],
  [
    'an alias that is none',
    { Qualifier: 'live' },
    'ResourceNotFoundException',
    `Cannot find alias arn: ${ARN}:live`,
  ],
] as const)('a permission that cannot be is refused: %s', async ([, change, name, message]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const permission = { FunctionName: 'f', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' };
  await lambda.addPermission({ ...permission, StatementId: 'taken' });
  await expect(lambda.addPermission({ ...permission, StatementId: 'new', ...change })).rejects.toMatchObject({
    name,
    message,
  });
});

test('what was never permitted cannot be shown or taken back', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const remove = (StatementId: string) => lambda.removePermission({ FunctionName: 'f', StatementId });
  await expect(lambda.getPolicy({ FunctionName: 'f' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  await expect(remove('s')).rejects.toMatchObject({
    message: 'No policy is associated with the given resource.',
  });
  await lambda.addPermission({ FunctionName: 'f', StatementId: 't', Action: 'lambda:*', Principal: '*' });
  await expect(remove('s')).rejects.toMatchObject({
    message: 'Statement s is not found in resource policy.',
  });
});

test('a permission without an action is refused, and the policy stays readable', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, SOURCE);
  const incomplete = { FunctionName: 'f', StatementId: 's', Principal: '*', Action: undefined };
  await expect(lambda.addPermission(incomplete as never)).rejects.toMatchObject({
    name: 'ValidationException',
  });
  expect((await lambda.getFunction({ FunctionName: 'f' })).Configuration?.FunctionName).toBe('f');
});
