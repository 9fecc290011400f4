import { APIGateway } from '@aws-sdk/client-api-gateway';
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

const API_OF_DOCUMENT = (definition: string) => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: v1, ${definition} } }
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: hello
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: |
        exports.handler = async (event) => ({ statusCode: 200, body: event.path });
      Events:
        Get: { Type: Api, Properties: { RestApiId: !Ref Api, Path: '/events/add/no/method', Method: get } }
Outputs:
  Path: { Value: !Sub '/restapis/\${Api}/v1/_user_request_' }
`;

const described = (path: string): string => {
  const uri =
    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:hello/invocations';
  const integration = { type: 'aws_proxy', httpMethod: 'POST', uri };
  return JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'described', version: '1' },
    paths: { [path]: { get: { 'x-amazon-apigateway-integration': integration } } },
  });
};

test('an API is what its DefinitionBody says, is deployed anew when that changes, and may call its functions', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  await stack.create(API_OF_DOCUMENT(`DefinitionBody: ${described('/first')}`));
  expect(await stack.failures()).toEqual([]);
  const { Path = '' } = await stack.outputs();
  const asked = async (path: string): Promise<readonly [number, string]> => {
    const answer = await fetch(`${cloud.endpoint}${Path}${path}`);
    return [answer.status, await answer.text()];
  };
  expect(await asked('/first')).toEqual([200, '/first']);
  expect((await asked('/events/add/no/method'))[0]).toBe(403);
  const { items = [] } = await new APIGateway(clientConfig(cloud)).getRestApis({});
  expect(items.map(({ name }) => name)).toEqual(['described']);
  await stack.update(API_OF_DOCUMENT(`DefinitionBody: ${described('/second')}`));
  expect(await stack.failures()).toEqual([]);
  expect(await asked('/second')).toEqual([200, '/second']);
  expect((await asked('/first'))[0]).toBe(403);
});

test.each(['DefinitionUri: s3://documents/api.json', 'DefinitionUri: { Bucket: documents, Key: api.json }'])(
  'an API is what the document at its %s says',
  async (definition) => {
    await using cloud = await createCloud({ clock: 'manual' });
    const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
    await s3.createBucket({ Bucket: 'documents' });
    await s3.putObject({ Bucket: 'documents', Key: 'api.json', Body: described('/stored') });
    const stack = new TestStack(cloud);
    await stack.create(API_OF_DOCUMENT(definition));
    expect(await stack.failures()).toEqual([]);
    const { Path } = await stack.outputs();
    expect(await (await fetch(`${cloud.endpoint}${Path}/stored`)).text()).toBe('/stored');
  },
);

test.each([
  ['DefinitionUri: api.yaml', "'DefinitionUri' is not a valid S3 Uri"],
  ['DefinitionUri: { Bucket: documents }', "'DefinitionUri' requires Bucket and Key"],
  ['DefinitionUri: s3://documents/api.json, DefinitionBody: {}', 'and not both'],
])('%s is refused', async (definition, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await expect(new TestStack(cloud).create(API_OF_DOCUMENT(definition))).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining(message) as string,
  });
});

test('what the transform does not know is refused by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const body = (type: string) => `Transform: AWS::Serverless-2016-10-31\nResources: { A: { Type: ${type} } }`;
  await expect(new TestStack(cloud).create(body('AWS::Serverless::HttpApi'))).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringContaining('AWS::Serverless::HttpApi') as string,
  });
});
