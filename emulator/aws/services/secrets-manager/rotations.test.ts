import { Lambda } from '@aws-sdk/client-lambda';
import { SecretsManager as Client } from '@aws-sdk/client-secrets-manager';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { days, minutes } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';

const Name = 'api-key';

/** What AWS's own templates do, for a secret that is nothing but a string. */
const ROTATION = `
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
const secrets = new SecretsManager({});
export async function handler({ Step, SecretId, ClientRequestToken: token }) {
  const { VersionIdsToStages } = await secrets.describeSecret({ SecretId });
  if (!VersionIdsToStages[token]?.includes('AWSPENDING')) throw new Error('not pending');
  if (Step === 'createSecret') {
    const { SecretString } = await secrets.getSecretValue({ SecretId });
    await secrets.putSecretValue({
      SecretId, ClientRequestToken: token, SecretString: SecretString + '!', VersionStages: ['AWSPENDING'],
    });
  }
  if (Step === 'finishSecret') {
    const [current] = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes('AWSCURRENT'));
    await secrets.updateSecretVersionStage({
      SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: token, RemoveFromVersionId: current,
    });
  }
}`;

async function newFunction(cloud: Cloud, source: string, permit = true): Promise<string> {
  const lambda = new Lambda(clientConfig(cloud));
  const { FunctionArn = '' } = await lambda.createFunction({
    FunctionName: 'rotate',
    Runtime: 'nodejs24.x',
    Role: 'arn:aws:iam::000000000000:role/rotate',
    Handler: 'index.handler',
    Code: { ZipFile: zipSync({ 'index.mjs': strToU8(source) }) },
    Timeout: 30,
  });
  if (permit) {
    await lambda.addPermission({
      FunctionName: 'rotate',
      StatementId: 'secrets',
      Action: 'lambda:InvokeFunction',
      Principal: 'secretsmanager.amazonaws.com',
    });
  }
  return FunctionArn;
}

const clientOf = (cloud: Cloud): Client => new Client({ ...clientConfig(cloud), maxAttempts: 2 });

test('a rotation goes through the four steps and comes again on its schedule', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  const RotationLambdaARN = await newFunction(cloud, ROTATION);
  await secrets.createSecret({ Name, SecretString: 'key' });
  const RotationRules = { AutomaticallyAfterDays: 30 };
  const { VersionId } = await secrets.rotateSecret({ SecretId: Name, RotationLambdaARN, RotationRules });
  await cloud.clock.settle();
  expect(await secrets.getSecretValue({ SecretId: Name })).toMatchObject({ VersionId, SecretString: 'key!' });
  expect(await secrets.describeSecret({ SecretId: Name })).toMatchObject({
    RotationEnabled: true,
    RotationLambdaARN,
    RotationRules,
    LastRotatedDate: expect.any(Date),
    NextRotationDate: expect.any(Date),
  });
  await cloud.clock.advance(days(30));
  expect(await secrets.getSecretValue({ SecretId: Name })).toMatchObject({ SecretString: 'key!!' });
  await secrets.cancelRotateSecret({ SecretId: Name });
  await cloud.clock.advance(days(60));
  expect(await secrets.getSecretValue({ SecretId: Name })).toMatchObject({ SecretString: 'key!!' });
});

test('a function that fails leaves the current value, and another rotation is refused meanwhile', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  const RotationLambdaARN = await newFunction(
    cloud,
    'export const handler = () => { throw new Error("no"); };',
  );
  await secrets.createSecret({ Name, SecretString: 'key' });
  await secrets.rotateSecret({ SecretId: Name, RotationLambdaARN });
  await cloud.clock.settle();
  await expect(secrets.rotateSecret({ SecretId: Name })).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: "A previous rotation isn't complete. That rotation will be reattempted.",
  });
  await cloud.clock.advance(minutes(60));
  const attempts = cloud.journal.entries().filter(({ type }) => type === 'secrets-manager.rotation');
  expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
  expect(String(attempts[0]?.['error'])).toMatch(/^createSecret: .*no/s);
  expect(await secrets.getSecretValue({ SecretId: Name })).toMatchObject({ SecretString: 'key' });
});

test('a rotation that failed is taken up again with the same version on its schedule', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  const RotationLambdaARN = await newFunction(
    cloud,
    'export const handler = () => { throw new Error("no"); };',
  );
  await secrets.createSecret({ Name, SecretString: 'key' });
  const RotationRules = { ScheduleExpression: 'rate(4 hours)' };
  const { VersionId } = await secrets.rotateSecret({ SecretId: Name, RotationLambdaARN, RotationRules });
  await cloud.clock.advance(minutes(60));
  const lambda = new Lambda(clientConfig(cloud));
  const ZipFile = zipSync({ 'index.mjs': strToU8(ROTATION) });
  await lambda.updateFunctionCode({ FunctionName: 'rotate', ZipFile });
  await cloud.clock.advance(minutes(180));
  expect(await secrets.getSecretValue({ SecretId: Name })).toMatchObject({ VersionId, SecretString: 'key!' });
});

test('a function that does not permit Secrets Manager is refused, and so is a secret without any', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const secrets = clientOf(cloud);
  const RotationLambdaARN = await newFunction(cloud, ROTATION, false);
  await secrets.createSecret({ Name, SecretString: 'key' });
  await expect(secrets.rotateSecret({ SecretId: Name, RotationLambdaARN })).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('cannot invoke the specified Lambda function'),
  });
  await expect(secrets.rotateSecret({ SecretId: Name })).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: 'No Lambda rotation function ARN is associated with this secret.',
  });
});
