import { ECR } from '@aws-sdk/client-ecr';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { TestStack } from '../testing/stack.ts';

const TEMPLATE = `
Resources:
  Images:
    Type: AWS::ECR::Repository
    Properties:
      RepositoryName: images
      ImageTagMutability: IMMUTABLE
      LifecyclePolicy: { LifecyclePolicyText: '{"rules":[]}' }
      RepositoryPolicyText:
        Version: '2012-10-17'
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: ecr:BatchGetImage }]
Outputs:
  Name: { Value: !Ref Images }
  Arn: { Value: !GetAtt Images.Arn }
  Uri: { Value: !GetAtt Images.RepositoryUri }
`;

test('a stack makes, changes and removes a repository with its policies', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const ecr = new ECR(clientConfig(cloud));
  const stack = new TestStack(cloud);
  await stack.create(TEMPLATE);
  expect(await stack.failures()).toEqual([]);
  expect(await stack.outputs()).toEqual({
    Name: 'images',
    Arn: 'arn:aws:ecr:us-east-1:000000000000:repository/images',
    Uri: '000000000000.dkr.ecr.us-east-1.amazonaws.com/images',
  });
  const named = { repositoryName: 'images' };
  expect((await ecr.getLifecyclePolicy(named)).lifecyclePolicyText).toBe('{"rules":[]}');
  const { policyText = '' } = await ecr.getRepositoryPolicy(named);
  expect(JSON.parse(policyText)).toMatchObject({ Statement: [{ Action: 'ecr:BatchGetImage' }] });
  await stack.update(TEMPLATE.replace('IMMUTABLE', 'MUTABLE').replace(/.*LifecyclePolicy:.*\n/, ''));
  expect(await stack.failures()).toEqual([]);
  await expect(ecr.getLifecyclePolicy(named)).rejects.toMatchObject({
    name: 'LifecyclePolicyNotFoundException',
  });
  const { repositories } = await ecr.describeRepositories({});
  expect(repositories).toMatchObject([{ imageTagMutability: 'MUTABLE' }]);
  await stack.delete();
  expect((await ecr.describeRepositories({})).repositories).toEqual([]);
});
