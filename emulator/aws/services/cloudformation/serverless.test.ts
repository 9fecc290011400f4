import { Lambda } from '@aws-sdk/client-lambda';
import { S3 } from '@aws-sdk/client-s3';
import { SFN } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { TestStack } from './testing/stack.ts';

const SERVERLESS = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs22.x, Handler: index.handler, Environment: { Variables: { GREETING: hello } } }
Resources:
  Images: { Type: AWS::S3::Bucket, Properties: { BucketName: sam-images } }
  Table: { Type: AWS::Serverless::SimpleTable }
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      AutoPublishAlias: live
      Environment: { Variables: { TABLE: !Ref Table } }
      Policies:
        - AmazonS3ReadOnlyAccess
        - Statement: [{ Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Table.Arn }]
      InlineCode: |
        exports.handler = async (event) => ({ statusCode: 200, body: process.env.GREETING + ' ' + event.pathParameters.id });
      Events:
        Get: { Type: Api, Properties: { Path: '/images/{id}', Method: get } }
        Uploaded: { Type: S3, Properties: { Bucket: !Ref Images, Events: 's3:ObjectCreated:*' } }
        Nightly: { Type: Schedule, Properties: { Schedule: rate(1 day) } }
  Workflow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Definition: { StartAt: A, States: { A: { Type: Pass, Result: '\${Greeting}', End: true } } }
      DefinitionSubstitutions: { Greeting: hi }
Outputs:
  Path: { Value: !Sub '/restapis/\${ServerlessRestApi}/Prod/_user_request_/images/7' }
  Machine: { Value: !Ref Workflow }
  Function: { Value: !Ref Hello }
`;

test('a serverless template becomes functions, an API and a state machine that answer', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  await stack.create(SERVERLESS);
  expect(await stack.failures()).toEqual([]);
  const { Path, Machine: stateMachineArn, Function: FunctionName } = await stack.outputs();
  const answer = await fetch(`${cloud.endpoint}${Path}`);
  expect(await answer.text()).toBe('hello 7');
  const sfn = new SFN({ ...clientConfig(cloud), disableHostPrefix: true });
  expect((await sfn.startSyncExecution({ stateMachineArn })).output).toBe('"hi"');
  const lambda = new Lambda(clientConfig(cloud));
  expect((await lambda.getAlias({ FunctionName, Name: 'live' })).FunctionVersion).toBe('1');
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  const told = await s3.getBucketNotificationConfiguration({ Bucket: 'sam-images' });
  expect(told.LambdaFunctionConfigurations).toHaveLength(1);
  const resources = Object.keys(await stack.resources());
  expect(resources).toEqual(
    expect.arrayContaining([
      'HelloRole',
      'HelloAliaslive',
      'HelloNightly',
      'ServerlessRestApi',
      'WorkflowRole',
    ]),
  );
  expect((await stack.delete()).StackStatus).toBe('DELETE_COMPLETE');
});

test('what the transform does not know is refused by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const body = (type: string) => `Transform: AWS::Serverless-2016-10-31\nResources: { A: { Type: ${type} } }`;
  await expect(new TestStack(cloud).create(body('AWS::Serverless::HttpApi'))).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringContaining('AWS::Serverless::HttpApi') as string,
  });
});
