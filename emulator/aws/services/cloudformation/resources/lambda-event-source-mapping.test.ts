import { Lambda } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { TestStack } from '../testing/stack.ts';

/** As the CDK writes it. */
const TEMPLATE = `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole']
  Photos:
    Type: AWS::SQS::Queue
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code: { ZipFile: exports.handler = async () => undefined; }
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Photos.Arn
      FunctionName: !Ref Worker
      Tags: [{ Key: Service, Value: images }]
  CDKMetadata:
    Type: AWS::CDK::Metadata
    Properties: { Analytics: v2:deflate64:H4sIAAAAAAAA }
`;

test('a mapping bears the tags of its template, beside what the CDK counts', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  await stack.create(TEMPLATE);
  expect(await stack.failures()).toEqual([]);
  const lambda = new Lambda(clientConfig(cloud));
  const { EventSourceMappings: [mapping] = [] } = await lambda.listEventSourceMappings({});
  const { Tags } = await lambda.listTags({ Resource: mapping?.EventSourceMappingArn });
  expect(Tags).toEqual({ Service: 'images' });
});
