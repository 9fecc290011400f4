import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { STS } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { createCloud } from '../cloud.ts';
import { clientConfig } from '../testing/client-config.ts';
import { startFunction } from '../testing/start-function.ts';

const SHOWS_KEYS = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});`;

const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

async function startReader(cloud: Awaited<ReturnType<typeof createCloud>>) {
  const iam = new IAM(clientConfig(cloud));
  const { Role } = await iam.createRole({
    RoleName: 'reader',
    AssumeRolePolicyDocument: policy({
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  });
  await iam.putRolePolicy({
    RoleName: 'reader',
    PolicyName: 'rights',
    PolicyDocument: policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::boxes/open/*' }),
  });
  const { invoke } = await startFunction(cloud, SHOWS_KEYS, { Role: Role?.Arn });
  return (await invoke()).result as Keys;
}

test('a function acts as a session of its role, and may do what the role may', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const owner = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  await owner.createBucket({ Bucket: 'boxes' });
  for (const Key of ['open/a', 'closed/a']) await owner.putObject({ Bucket: 'boxes', Key, Body: 'x' });
  const credentials = await startReader(cloud);
  const sts = new STS({ ...clientConfig(cloud), credentials });
  expect((await sts.getCallerIdentity({})).Arn).toBe('arn:aws:sts::000000000000:assumed-role/reader/f');
  const s3 = new S3({ ...clientConfig(cloud), credentials, forcePathStyle: true });
  await s3.getObject({ Bucket: 'boxes', Key: 'open/a' });
  await expect(s3.getObject({ Bucket: 'boxes', Key: 'closed/a' })).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});

test('its keys are worth nothing without their token', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { accessKeyId, secretAccessKey } = await startReader(cloud);
  const sts = new STS({ ...clientConfig(cloud), credentials: { accessKeyId, secretAccessKey } });
  await expect(sts.getCallerIdentity({})).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
});

test('a role that IAM does not know leaves the function its account’s root', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, SHOWS_KEYS);
  expect((await invoke()).result).toEqual({ accessKeyId: '000000000000', secretAccessKey: 'test' });
});
