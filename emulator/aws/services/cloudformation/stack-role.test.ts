/** Stacks that act by a role. */
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { IAM } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { TestStack } from './testing/stack.ts';

const QUEUE = 'Resources: { Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: by-role } } }';
const ROLE = 'arn:aws:iam::000000000000:role/maker';

let cloud: Cloud;
let iam: IAM;
let stack: TestStack;
beforeEach(async () => {
  cloud = await createCloud({ clock: 'manual' });
  iam = new IAM(clientConfig(cloud));
  stack = new TestStack(cloud);
});
afterEach(() => cloud[Symbol.asyncDispose]());

const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } });

async function roleFor(service: string, ...actions: readonly string[]): Promise<void> {
  const AssumeRolePolicyDocument = policy({ Principal: { Service: service }, Action: 'sts:AssumeRole' });
  await iam.createRole({ RoleName: 'maker', AssumeRolePolicyDocument });
  const PolicyDocument = policy({ Action: actions, Resource: '*' });
  await iam.putRolePolicy({ RoleName: 'maker', PolicyName: 'all', PolicyDocument });
}

test('what the role may, the stack may, and it is kept for the next time', async () => {
  await roleFor('cloudformation.amazonaws.com', 'sqs:*');
  expect(await stack.create(QUEUE, {}, { RoleARN: ROLE })).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
    RoleARN: ROLE,
  });
  const updated = await stack.update(QUEUE.replace('by-role', 'renamed'));
  expect(updated).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', RoleARN: ROLE });
  expect((await stack.delete()).StackStatus).toBe('DELETE_COMPLETE');
});

test('what the role may not, the stack may not, whoever asks', async () => {
  await roleFor('cloudformation.amazonaws.com', 's3:*');
  await stack.create(QUEUE, {}, { RoleARN: ROLE });
  expect((await stack.failures())[0]).toMatch(
    /^Queue CREATE_FAILED: .*assumed-role\/maker\/AWSCloudFormation is not authorized to perform: sqs:createqueue/i,
  );
});

test('a stack goes by another role when its deletion names one', async () => {
  await stack.create(QUEUE);
  await roleFor('cloudformation.amazonaws.com', 's3:*');
  await stack.api.deleteStack({ StackName: stack.name, RoleARN: ROLE });
  expect((await stack.settled()).StackStatus).toBe('DELETE_FAILED');
});

test('a role that is not there, or that trusts somebody else, is refused', async () => {
  const refused = `Role ${ROLE} is invalid or cannot be assumed`;
  await expect(stack.create(QUEUE, {}, { RoleARN: ROLE })).rejects.toThrow(refused);
  await roleFor('lambda.amazonaws.com', 'sqs:*');
  await expect(stack.create(QUEUE, {}, { RoleARN: ROLE })).rejects.toThrow(refused);
});

test('who may not pass the role may not have a stack by it', async () => {
  await roleFor('cloudformation.amazonaws.com', 'sqs:*');
  await iam.createUser({ UserName: 'someone' });
  const PolicyDocument = policy({ Action: 'cloudformation:*', Resource: '*' });
  await iam.putUserPolicy({ UserName: 'someone', PolicyName: 'stacks', PolicyDocument });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'someone' });
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const theirs = new CloudFormation({ ...clientConfig(cloud), credentials });
  const asking = theirs.createStack({ StackName: 'theirs', TemplateBody: QUEUE, RoleARN: ROLE });
  await expect(asking).rejects.toThrow(
    /is not authorized to perform: iam:PassRole on resource: .*role\/maker/,
  );
});
