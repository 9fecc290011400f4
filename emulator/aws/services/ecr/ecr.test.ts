import { ECR } from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';

let cloud: Cloud;
let ecr: ECR;
beforeEach(async () => {
  cloud = await createCloud({ clock: 'manual', startAt: Date.UTC(2027, 0, 1) });
  ecr = new ECR(clientConfig(cloud));
});
afterEach(() => cloud[Symbol.asyncDispose]());

const repositoryName = 'shop/images';
const ARN = 'arn:aws:ecr:us-east-1:000000000000:repository/shop/images';

test('a repository is created once, described, and gone when it was deleted', async () => {
  const { repository } = await ecr.createRepository({ repositoryName, imageTagMutability: 'IMMUTABLE' });
  expect(repository).toEqual({
    repositoryName,
    registryId: '000000000000',
    repositoryArn: ARN,
    repositoryUri: '000000000000.dkr.ecr.us-east-1.amazonaws.com/shop/images',
    createdAt: new Date(Date.UTC(2027, 0, 1)),
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: { encryptionType: 'AES256' },
  });
  await expect(ecr.createRepository({ repositoryName })).rejects.toMatchObject({
    name: 'RepositoryAlreadyExistsException',
    message: "The repository with name 'shop/images' already exists in the registry with id '000000000000'",
  });
  expect((await ecr.describeRepositories({ repositoryNames: [repositoryName] })).repositories).toEqual([
    repository,
  ]);
  await ecr.deleteRepository({ repositoryName });
  expect((await ecr.describeRepositories({})).repositories).toEqual([]);
  await expect(ecr.deleteRepository({ repositoryName })).rejects.toMatchObject({
    name: 'RepositoryNotFoundException',
    message: "The repository with name 'shop/images' does not exist in the registry with id '000000000000'",
  });
});

test('a list comes page by page', async () => {
  for (const name of ['aa', 'bb', 'cc']) await ecr.createRepository({ repositoryName: name });
  const names = [];
  let nextToken: string | undefined;
  do {
    const page = await ecr.describeRepositories({ maxResults: 2, nextToken });
    names.push((page.repositories ?? []).map((one) => one.repositoryName));
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  expect(names).toEqual([['aa', 'bb'], ['cc']]);
});

test.each(['A', 'UPPER', 'a//b', '-a', 'x'])('%j is no name of a repository', async (name) => {
  await expect(ecr.createRepository({ repositoryName: name })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('policies are kept as they were given, and missed by their names', async () => {
  await ecr.createRepository({ repositoryName });
  await expect(ecr.getRepositoryPolicy({ repositoryName })).rejects.toMatchObject({
    name: 'RepositoryPolicyNotFoundException',
  });
  await expect(ecr.getLifecyclePolicy({ repositoryName })).rejects.toMatchObject({
    name: 'LifecyclePolicyNotFoundException',
  });
  const pull = { Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' };
  const policyText = JSON.stringify({ Version: '2012-10-17', Statement: [pull] });
  await ecr.setRepositoryPolicy({ repositoryName, policyText });
  expect((await ecr.getRepositoryPolicy({ repositoryName })).policyText).toBe(policyText);
  const lifecyclePolicyText = '{"rules":[]}';
  await ecr.putLifecyclePolicy({ repositoryName, lifecyclePolicyText });
  expect(await ecr.deleteLifecyclePolicy({ repositoryName })).toMatchObject({ lifecyclePolicyText });
  await ecr.deleteRepositoryPolicy({ repositoryName });
  await expect(ecr.getRepositoryPolicy({ repositoryName })).rejects.toMatchObject({
    name: 'RepositoryPolicyNotFoundException',
  });
  await expect(ecr.setRepositoryPolicy({ repositoryName, policyText: 'none' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('settings and tags change', async () => {
  await ecr.createRepository({ repositoryName, tags: [{ Key: 'team', Value: 'blue' }] });
  await ecr.putImageTagMutability({ repositoryName, imageTagMutability: 'IMMUTABLE' });
  await ecr.putImageScanningConfiguration({
    repositoryName,
    imageScanningConfiguration: { scanOnPush: true },
  });
  await ecr.tagResource({ resourceArn: ARN, tags: [{ Key: 'owner', Value: 'me' }] });
  await ecr.untagResource({ resourceArn: ARN, tagKeys: ['team'] });
  expect((await ecr.listTagsForResource({ resourceArn: ARN })).tags).toEqual([{ Key: 'owner', Value: 'me' }]);
  const { repositories } = await ecr.describeRepositories({ repositoryNames: [repositoryName] });
  expect(repositories).toMatchObject([
    { imageTagMutability: 'IMMUTABLE', imageScanningConfiguration: { scanOnPush: true } },
  ]);
});

test('there are no images: whoever would push one is told so', async () => {
  await expect(ecr.getAuthorizationToken({})).rejects.toMatchObject({ name: 'NotImplemented' });
});
