import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { minutes } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';

const IMAGES = `
Parameters:
  Stage: { Type: String, Default: prod, AllowedValues: [prod, test] }
Mappings:
  Waits: { prod: { seconds: 60 }, test: { seconds: 5 } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Images
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: { Service: cloudfront.amazonaws.com }
            Action: s3:GetObject
            Resource: !Sub '\${Images.Arn}/*'
  Images:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Join ['-', [images, !Ref Stage]]
      VersioningConfiguration: !If [IsProd, { Status: Enabled }, !Ref AWS::NoValue]
  Work:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: !FindInMap [Waits, !Ref Stage, seconds]
  OnlyInTests:
    Type: AWS::SNS::Topic
    Condition: IsTest
Outputs:
  Url: { Value: !Ref Work }
  Bucket: { Value: !GetAtt Images.RegionalDomainName }
`.replace('Resources:', '  IsTest: !Not [!Condition IsProd]\nResources:');

test('a stack in YAML comes up in order, tells its outputs and goes again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const cloudformation = new CloudFormation(clientConfig(cloud));
  const { StackId: id } = await cloudformation.createStack({ StackName: 'images', TemplateBody: IMAGES });
  await cloud.clock.advance(minutes(1));
  const { Stacks: [stack] = [] } = await cloudformation.describeStacks({ StackName: 'images' });
  expect(stack).toMatchObject({ StackId: id, StackStatus: 'CREATE_COMPLETE' });
  const outputs = Object.fromEntries((stack?.Outputs ?? []).map((one) => [one.OutputKey, one.OutputValue]));
  expect(outputs['Bucket']).toBe('images-prod.s3.us-east-1.amazonaws.com');
  const sqs = new SQS(clientConfig(cloud));
  const { Attributes } = await sqs.getQueueAttributes({
    QueueUrl: outputs['Url'],
    AttributeNames: ['VisibilityTimeout'],
  });
  expect(Attributes).toEqual({ VisibilityTimeout: '60' });
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  expect((await s3.getBucketVersioning({ Bucket: 'images-prod' })).Status).toBe('Enabled');
  expect((await s3.getBucketPolicy({ Bucket: 'images-prod' })).Policy).toContain(
    'arn:aws:s3:::images-prod/*',
  );
  const { StackResourceSummaries: made } = await cloudformation.listStackResources({ StackName: 'images' });
  expect(made?.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(['Images', 'Work', 'Policy']);

  await cloudformation.deleteStack({ StackName: 'images' });
  await cloud.clock.advance(minutes(1));
  await expect(cloudformation.describeStacks({ StackName: 'images' })).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack with id images does not exist',
  });
  const { Stacks: [gone] = [] } = await cloudformation.describeStacks({ StackName: id });
  expect(gone?.StackStatus).toBe('DELETE_COMPLETE');
  expect((await s3.listBuckets({})).Buckets ?? []).toEqual([]);
});

test('operations word it differently that a stack is not there', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const cloudformation = new CloudFormation(clientConfig(cloud));
  const StackName = 'images';
  const of = async (call: Promise<unknown>) => call.catch((error: Error) => error.message);
  const unknown = 'Stack with id images does not exist';
  expect(await of(cloudformation.describeStacks({ StackName }))).toBe(unknown);
  expect(await of(cloudformation.listStackResources({ StackName }))).toBe(unknown);
  const missing = 'Stack [images] does not exist';
  expect(await of(cloudformation.describeStackEvents({ StackName }))).toBe(missing);
  expect(await of(cloudformation.updateStack({ StackName, TemplateBody: IMAGES }))).toBe(missing);
  const resource = { StackName, LogicalResourceId: 'Images' };
  expect(await of(cloudformation.describeStackResource(resource))).toBe("Stack 'images' does not exist");
});

test('a stack that fails takes back what it had made', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  const cloudformation = new CloudFormation(clientConfig(cloud));
  const TemplateBody = JSON.stringify({
    Resources: {
      First: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'first-of-two' } },
      Second: { Type: 'AWS::S3::Bucket', DependsOn: 'First', Properties: { BucketName: 'No_Such_Name' } },
    },
  });
  await cloudformation.createStack({ StackName: 'fails', TemplateBody });
  await cloud.clock.advance(minutes(1));
  const { Stacks: [stack] = [] } = await cloudformation.describeStacks({ StackName: 'fails' });
  expect(stack?.StackStatus).toBe('ROLLBACK_COMPLETE');
  expect((await s3.listBuckets({})).Buckets ?? []).toEqual([]);
  const { StackEvents: events = [] } = await cloudformation.describeStackEvents({ StackName: 'fails' });
  expect(events.toReversed().map((one) => `${one.LogicalResourceId} ${one.ResourceStatus}`)).toEqual([
    'fails CREATE_IN_PROGRESS',
    'First CREATE_IN_PROGRESS',
    'First CREATE_IN_PROGRESS',
    'First CREATE_COMPLETE',
    'Second CREATE_IN_PROGRESS',
    'Second CREATE_FAILED',
    'fails ROLLBACK_IN_PROGRESS',
    'Second DELETE_COMPLETE',
    'First DELETE_IN_PROGRESS',
    'First DELETE_COMPLETE',
    'fails ROLLBACK_COMPLETE',
  ]);
});

test.each([
  ['Resources: {}', 'Template format error: At least one Resources member must be defined.'],
  [
    'Resources: { A: { Type: AWS::S3::Bukcet } }',
    'Template format error: Unrecognized resource types: [AWS::S3::Bukcet]',
  ],
  [
    'Resources: { A: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref X } } }',
    'Template format error: Unresolved resource dependencies [X] in the Resources block of the template',
  ],
  [
    'Resources: { A: { Type: AWS::SNS::Topic, DependsOn: B }, B: { Type: AWS::SNS::Topic, DependsOn: A } }',
    'Circular dependency between resources: [A, B]',
  ],
])('%s is refused', async (TemplateBody, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const cloudformation = new CloudFormation(clientConfig(cloud));
  const refusal = { name: 'ValidationError', message };
  await expect(cloudformation.validateTemplate({ TemplateBody })).rejects.toMatchObject(refusal);
  await expect(cloudformation.createStack({ StackName: 'a', TemplateBody })).rejects.toMatchObject(refusal);
  expect((await cloudformation.listStacks({})).StackSummaries).toEqual([]);
});
