import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { STS, type Credentials } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { hours } from '../kernel/instant.ts';
import { clientConfig } from '../testing/client-config.ts';

const policy = (...statements: object[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });

interface Keys {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
}

const signedBy = (cloud: Cloud, keys: Keys | undefined) => ({
  ...clientConfig(cloud),
  forcePathStyle: true,
  maxAttempts: 2,
  credentials: {
    accessKeyId: keys?.AccessKeyId ?? '',
    secretAccessKey: keys?.SecretAccessKey ?? '',
    ...(keys?.SessionToken !== undefined && { sessionToken: keys.SessionToken }),
  },
});

/** A bucket with a photo, and a user who may do nothing yet. */
async function setUp(cloud: Cloud) {
  const iam = new IAM(clientConfig(cloud));
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  await s3.createBucket({ Bucket: 'photos' });
  await s3.putObject({ Bucket: 'photos', Key: 'a.jpg', Body: 'x' });
  await iam.createUser({ UserName: 'ann' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'ann' });
  return { iam, s3, keys: AccessKey };
}

const photo = { Bucket: 'photos', Key: 'a.jpg' };
const ann = 'arn:aws:iam::000000000000:user/ann';

test('a user may do what its policies and those of its groups allow, and nothing else', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { iam, keys } = await setUp(cloud);
  const s3 = new S3(signedBy(cloud, keys));
  const sqs = new SQS(signedBy(cloud, keys));
  await expect(s3.getObject(photo)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: ${ann} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::photos/a.jpg" because no identity-based policy allows the s3:GetObject action`,
  });
  await iam.putUserPolicy({
    UserName: 'ann',
    PolicyName: 'read',
    PolicyDocument: policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' }),
  });
  await s3.getObject(photo);
  await expect(s3.putObject({ ...photo, Body: 'y' })).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(sqs.createQueue({ QueueName: 'q' })).rejects.toMatchObject({
    message: expect.stringContaining('because no identity-based policy allows'),
  });
  await iam.createGroup({ GroupName: 'queues' });
  await iam.attachGroupPolicy({
    GroupName: 'queues',
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonSQSFullAccess',
  });
  await iam.addUserToGroup({ UserName: 'ann', GroupName: 'queues' });
  await sqs.createQueue({ QueueName: 'q' });
});

test('a denial wins, and a boundary limits what policies grant', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { iam, keys } = await setUp(cloud);
  const s3 = new S3(signedBy(cloud, keys));
  const all = policy({ Action: 's3:*', Resource: '*' });
  await iam.putUserPolicy({ UserName: 'ann', PolicyName: 'all', PolicyDocument: all });
  const { Policy } = await iam.createPolicy({
    PolicyName: 'limit',
    PolicyDocument: policy({ Action: 's3:Get*', Resource: '*' }),
  });
  await iam.putUserPermissionsBoundary({ UserName: 'ann', PermissionsBoundary: Policy?.Arn });
  await s3.getObject(photo);
  await expect(s3.putObject({ ...photo, Body: 'y' })).rejects.toThrow(
    'because no permissions boundary allows the s3:PutObject action',
  );
  await iam.deleteUserPermissionsBoundary({ UserName: 'ann' });
  await s3.putObject({ ...photo, Body: 'y' });
  const denial = policy({ Effect: 'Deny', Action: 's3:PutObject', Resource: '*' });
  await iam.putUserPolicy({ UserName: 'ann', PolicyName: 'no', PolicyDocument: denial });
  await expect(s3.putObject({ ...photo, Body: 'z' })).rejects.toThrow(
    'with an explicit deny in an identity-based policy',
  );
});

test('a key that is inactive or deleted signs nothing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { iam, keys } = await setUp(cloud);
  const sts = new STS(signedBy(cloud, keys));
  expect(await sts.getCallerIdentity({})).toMatchObject({
    Arn: ann,
    UserId: expect.stringMatching(/^AIDA/),
  });
  await iam.updateAccessKey({ UserName: 'ann', AccessKeyId: keys?.AccessKeyId, Status: 'Inactive' });
  await expect(sts.getCallerIdentity({})).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  await iam.updateAccessKey({ UserName: 'ann', AccessKeyId: keys?.AccessKeyId, Status: 'Active' });
  await sts.getCallerIdentity({});
  await iam.deleteAccessKey({ UserName: 'ann', AccessKeyId: keys?.AccessKeyId });
  await expect(sts.getCallerIdentity({})).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
});

const ROLE = { RoleArn: 'arn:aws:iam::000000000000:role/reader', RoleSessionName: 'tour' };

async function newRole(iam: IAM, trust: object): Promise<void> {
  await iam.createRole({
    RoleName: 'reader',
    AssumeRolePolicyDocument: policy({ Action: 'sts:AssumeRole', ...trust }),
  });
  await iam.putRolePolicy({
    RoleName: 'reader',
    PolicyName: 'read',
    PolicyDocument: policy({ Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' }),
  });
}

test('the session of a role may do what the role may, until it ends', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { iam, keys } = await setUp(cloud);
  await newRole(iam, { Principal: { AWS: ann } });
  const sts = new STS(signedBy(cloud, keys));
  const { Credentials: session, AssumedRoleUser } = await sts.assumeRole(ROLE);
  expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::000000000000:assumed-role/reader/tour');
  expect(AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[A-Z0-9]{17}:tour$/);
  expect(session?.Expiration?.getTime()).toBeCloseTo(cloud.clock.now() + hours(1), -4);
  const s3 = new S3(signedBy(cloud, session));
  await s3.getObject(photo);
  await expect(s3.putObject({ ...photo, Body: 'y' })).rejects.toThrow(
    'assumed-role/reader/tour is not authorized to perform: s3:PutObject',
  );
  await cloud.clock.advance(hours(1));
  await expect(s3.getObject(photo)).rejects.toMatchObject({ name: 'ExpiredToken' });
});

test('a session policy limits a session further', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { iam, keys } = await setUp(cloud);
  await newRole(iam, { Principal: { AWS: ann } });
  const sts = new STS(signedBy(cloud, keys));
  const Policy = policy({ Action: 's3:ListBucket', Resource: '*' });
  const { Credentials: session } = await sts.assumeRole({ ...ROLE, Policy });
  const s3 = new S3(signedBy(cloud, session));
  await s3.listObjectsV2({ Bucket: 'photos' });
  await expect(s3.getObject(photo)).rejects.toThrow(
    'because no session policy allows the s3:GetObject action',
  );
});

test('a role is assumed only by whom it trusts, with the external id it demands', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { iam, keys } = await setUp(cloud);
  await newRole(iam, {
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    Condition: { StringEquals: { 'sts:ExternalId': 'gallery' } },
  });
  const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
  await expect(new STS(signedBy(cloud, keys)).assumeRole(ROLE)).rejects.toMatchObject(denied);
  const other = new STS(
    signedBy(cloud, { AccessKeyId: '111122223333', SecretAccessKey: 'test' } satisfies Partial<Credentials>),
  );
  await expect(other.assumeRole(ROLE)).rejects.toMatchObject(denied);
  await other.assumeRole({ ...ROLE, ExternalId: 'gallery' });
  await expect(other.assumeRole({ ...ROLE, RoleArn: `${ROLE.RoleArn}s` })).rejects.toMatchObject(denied);
  await expect(other.assumeRole({ ...ROLE, RoleArn: 'x'.repeat(20) })).rejects.toMatchObject({
    name: 'ValidationError',
    message: `${'x'.repeat(20)} is invalid`,
  });
});

test('temporary keys of a user may do what the user may, and open no others', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { iam, keys } = await setUp(cloud);
  const PolicyDocument = policy({ Action: 's3:GetObject', Resource: '*' });
  await iam.putUserPolicy({ UserName: 'ann', PolicyName: 'read', PolicyDocument });
  const { Credentials: session } = await new STS(signedBy(cloud, keys)).getSessionToken({});
  const sts = new STS(signedBy(cloud, session));
  expect((await sts.getCallerIdentity({})).Arn).toBe(ann);
  const s3 = new S3(signedBy(cloud, session));
  await s3.getObject(photo);
  await expect(s3.deleteObject(photo)).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(sts.getSessionToken({})).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Cannot call GetSessionToken with session credentials',
  });
});
