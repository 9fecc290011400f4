import { IAM } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';

const iamOf = (cloud: Cloud): IAM => new IAM({ ...clientConfig(cloud), maxAttempts: 1 });

const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

const READ = policy({ Action: 's3:GetObject', Resource: '*' });
const TRUST = policy({ Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } });

test('a role is described with its trust policy percent-encoded', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const iam = iamOf(cloud);
  const { Role } = await iam.createRole({
    RoleName: 'uploader',
    Path: '/images/',
    AssumeRolePolicyDocument: TRUST,
    Tags: [{ Key: 'team', Value: 'images' }],
  });
  expect(Role).toMatchObject({
    Arn: 'arn:aws:iam::000000000000:role/images/uploader',
    MaxSessionDuration: 3_600,
    Tags: [{ Key: 'team', Value: 'images' }],
  });
  expect(Role?.RoleId).toMatch(/^AROA[A-Z0-9]{17}$/);
  expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version/);
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(TRUST);
  expect((await iam.getRole({ RoleName: 'UPLOADER' })).Role?.RoleName).toBe('uploader');
  expect((await iam.listRoles({ PathPrefix: '/other/' })).Roles).toEqual([]);
});

test('what is not there and what is there already are told by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const iam = iamOf(cloud);
  await expect(iam.getRole({ RoleName: 'none' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The role with name none cannot be found.',
    $metadata: { httpStatusCode: 404 },
  });
  await iam.createUser({ UserName: 'ann' });
  await expect(iam.createUser({ UserName: 'ann' })).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'User with name ann already exists.',
    $metadata: { httpStatusCode: 409 },
  });
  const arn = 'arn:aws:iam::000000000000:policy/none';
  await expect(iam.getPolicy({ PolicyArn: arn })).rejects.toThrow(`Policy ${arn} was not found.`);
  await expect(iam.attachUserPolicy({ UserName: 'ann', PolicyArn: arn })).rejects.toThrow(
    `Policy ${arn} does not exist or is not attachable.`,
  );
  await expect(iam.createUser({ UserName: 'a b' })).rejects.toMatchObject({ name: 'ValidationError' });
});

test('documents that are no policies are refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const iam = iamOf(cloud);
  await iam.createUser({ UserName: 'ann' });
  const put = (PolicyDocument: string) =>
    iam.putUserPolicy({ UserName: 'ann', PolicyName: 'p', PolicyDocument });
  const fault = { name: 'MalformedPolicyDocumentException', $metadata: { httpStatusCode: 400 } };
  await expect(put('no json')).rejects.toMatchObject({
    ...fault,
    message: 'This policy contains invalid Json',
  });
  await expect(put('{"Version":"2012-10-17"}')).rejects.toMatchObject({
    ...fault,
    message: 'Syntax errors in policy.',
  });
  await expect(put(policy({ Action: 's3:*', Resource: '*', Principal: '*' }))).rejects.toMatchObject({
    ...fault,
    message: 'Policy document should not specify a principal.',
  });
  const trust = policy({
    Action: 'sts:AssumeRole',
    Principal: { Service: 'a.amazonaws.com' },
    Resource: '*',
  });
  await expect(iam.createRole({ RoleName: 'r', AssumeRolePolicyDocument: trust })).rejects.toMatchObject({
    ...fault,
    message: 'Has prohibited field Resource',
  });
});

test('a managed policy has up to five versions, of which one counts', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const iam = iamOf(cloud);
  const { Policy } = await iam.createPolicy({ PolicyName: 'read', PolicyDocument: READ });
  const PolicyArn = Policy?.Arn;
  const newer = policy({ Action: 's3:*', Resource: '*' });
  for (let n = 2; n <= 5; n += 1) {
    await iam.createPolicyVersion({ PolicyArn, PolicyDocument: newer, SetAsDefault: n === 3 });
  }
  await expect(iam.createPolicyVersion({ PolicyArn, PolicyDocument: newer })).rejects.toMatchObject({
    name: 'LimitExceededException',
  });
  const { Versions } = await iam.listPolicyVersions({ PolicyArn });
  expect(Versions?.filter((version) => version.IsDefaultVersion).map((version) => version.VersionId)).toEqual(
    ['v3'],
  );
  await expect(iam.deletePolicyVersion({ PolicyArn, VersionId: 'v3' })).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
  await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v1' });
  await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v3' });
  const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn, VersionId: 'v1' });
  expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(READ);
});

test('nothing is deleted that something else hangs on', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const iam = iamOf(cloud);
  await iam.createUser({ UserName: 'ann' });
  await iam.createGroup({ GroupName: 'team' });
  await iam.addUserToGroup({ UserName: 'ann', GroupName: 'team' });
  const { Policy } = await iam.createPolicy({ PolicyName: 'read', PolicyDocument: READ });
  const PolicyArn = Policy?.Arn;
  await iam.attachUserPolicy({ UserName: 'ann', PolicyArn });
  await iam.putUserPolicy({ UserName: 'ann', PolicyName: 'inline', PolicyDocument: READ });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'ann' });
  const refused = async (first: string) => {
    await expect(iam.deleteUser({ UserName: 'ann' })).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: `Cannot delete entity, must ${first} first.`,
    });
  };
  await refused('detach all policies');
  await expect(iam.deletePolicy({ PolicyArn })).rejects.toMatchObject({ name: 'DeleteConflictException' });
  await iam.detachUserPolicy({ UserName: 'ann', PolicyArn });
  await refused('delete policies');
  await iam.deleteUserPolicy({ UserName: 'ann', PolicyName: 'inline' });
  await refused('delete access keys');
  await iam.deleteAccessKey({ UserName: 'ann', AccessKeyId: AccessKey?.AccessKeyId });
  await refused('remove users from group');
  await iam.removeUserFromGroup({ UserName: 'ann', GroupName: 'team' });
  await iam.deleteUser({ UserName: 'ann' });
  await iam.deletePolicy({ PolicyArn });
  expect((await iam.listUsers({})).Users).toEqual([]);
});

test('a user has two access keys at most', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const iam = iamOf(cloud);
  await iam.createUser({ UserName: 'ann' });
  await iam.createAccessKey({ UserName: 'ann' });
  await iam.createAccessKey({ UserName: 'ann' });
  await expect(iam.createAccessKey({ UserName: 'ann' })).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for AccessKeysPerUser: 2',
  });
});

test('a simulation says which statement decides', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const iam = iamOf(cloud);
  await iam.createUser({ UserName: 'ann' });
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Read', Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::photos/*' },
      { Sid: 'NoRaw', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::photos/raw/*' },
    ],
  });
  await iam.putUserPolicy({ UserName: 'ann', PolicyName: 'p', PolicyDocument: document });
  const { EvaluationResults } = await iam.simulatePrincipalPolicy({
    PolicySourceArn: 'arn:aws:iam::000000000000:user/ann',
    ActionNames: ['s3:GetObject', 's3:PutObject'],
    ResourceArns: ['arn:aws:s3:::photos/a.jpg', 'arn:aws:s3:::photos/raw/a.jpg'],
  });
  expect(
    EvaluationResults?.map((result) => [result.EvalDecision, result.MatchedStatements?.[0]?.SourcePolicyId]),
  ).toEqual([
    ['allowed', 'Read'],
    ['explicitDeny', 'NoRaw'],
    ['implicitDeny', undefined],
    ['explicitDeny', 'NoRaw'],
  ]);
  const custom = await iam.simulateCustomPolicy({
    PolicyInputList: [document],
    PermissionsBoundaryPolicyInputList: [policy({ Action: 'sqs:*', Resource: '*' })],
    ActionNames: ['s3:GetObject'],
    ResourceArns: ['arn:aws:s3:::photos/a.jpg'],
  });
  expect(custom.EvaluationResults).toMatchObject([
    {
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    },
  ]);
});

test('what IAM does not do here is refused by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await expect(iamOf(cloud).createInstanceProfile({ InstanceProfileName: 'p' })).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
    message: expect.stringContaining('CreateInstanceProfile'),
  });
});
