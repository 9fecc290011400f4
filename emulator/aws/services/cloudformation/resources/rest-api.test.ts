import { APIGateway } from '@aws-sdk/client-api-gateway';
import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { TestStack } from '../testing/stack.ts';

const API = (greeting: string, stageVariable: string) => `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: [lambda.amazonaws.com, apigateway.amazonaws.com] }, Action: sts:AssumeRole }
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code:
        ZipFile: |
          exports.handler = async (event) => ({ statusCode: 200, body: '${greeting} ' + event.pathParameters.id + ' ' + event.stageVariables.tone });
  MayInvoke:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Function
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: images, BinaryMediaTypes: ['image/*'] } }
  Account: { Type: AWS::ApiGateway::Account, Properties: { CloudWatchRoleArn: !GetAtt Role.Arn } }
  Images: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: images } }
  Image: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !Ref Images, PathPart: '{id}' } }
  Validator: { Type: AWS::ApiGateway::RequestValidator, Properties: { RestApiId: !Ref Api, Name: params, ValidateRequestParameters: true } }
  Image1: { Type: AWS::ApiGateway::Model, Properties: { RestApiId: !Ref Api, Schema: { title: '${greeting}', type: object } } }
  GetImage:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Image
      HttpMethod: GET
      AuthorizationType: NONE
      RequestParameters: { method.request.path.id: true }
      RequestValidatorId: !Ref Validator
      RequestModels: { application/json: !Ref Image1 }
      Integration:
        Type: AWS_PROXY
        IntegrationHttpMethod: POST
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Function.Arn}/invocations
  ListImages:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Images
      HttpMethod: GET
      AuthorizationType: NONE
      ApiKeyRequired: true
      MethodResponses: [{ StatusCode: 200, ResponseModels: { application/json: Empty } }]
      Integration:
        Type: MOCK
        RequestTemplates: { application/json: '{"statusCode": 200}' }
        IntegrationResponses: [{ StatusCode: 200, ResponseTemplates: { application/json: '{"greeting": "${greeting}"}' } }]
  Guard:
    Type: AWS::ApiGateway::Authorizer
    Properties:
      RestApiId: !Ref Api
      Name: guard
      Type: TOKEN
      IdentitySource: method.request.header.X-Token
      AuthorizerUri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Function.Arn}/invocations
  AddImage:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Images
      HttpMethod: POST
      AuthorizationType: CUSTOM
      AuthorizerId: !Ref Guard
      Integration: { Type: MOCK, RequestTemplates: { application/json: '{"statusCode": 200}' } }
  Missing:
    Type: AWS::ApiGateway::GatewayResponse
    Properties: { RestApiId: !Ref Api, ResponseType: MISSING_AUTHENTICATION_TOKEN, StatusCode: 404 }
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn: [AddImage, GetImage, ListImages, Missing]
    Properties: { RestApiId: !Ref Api }
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      DeploymentId: !Ref Deployment
      StageName: dev
      Variables: { tone: ${stageVariable} }
      MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 100, ThrottlingBurstLimit: 50 }]
  Key: { Type: AWS::ApiGateway::ApiKey, Properties: { Enabled: true, Value: a-key-of-more-than-twenty-characters } }
  Plan: { Type: AWS::ApiGateway::UsagePlan, Properties: { ApiStages: [{ ApiId: !Ref Api, Stage: !Ref Stage }] } }
  KeyInPlan: { Type: AWS::ApiGateway::UsagePlanKey, Properties: { KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan } }
Outputs:
  Path: { Value: !Sub '/restapis/\${Api}/\${Stage}/_user_request_' }
`;

test('a REST API answers as its template says, also after an update of function and stage', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  await stack.create(API('hello', 'kindly'));
  expect(await stack.failures()).toEqual([]);
  const { Path } = await stack.outputs();
  const get = async (path: string, headers = {}) => {
    const answer = await fetch(`${cloud.endpoint}${Path}${path}`, { headers });
    return `${answer.status} ${await answer.text()}`;
  };
  expect(await get('/images/7')).toBe('200 hello 7 kindly');
  expect(await get('/images')).toContain('403');
  const key = { 'x-api-key': 'a-key-of-more-than-twenty-characters' };
  expect(await get('/images', key)).toBe('200 {"greeting": "hello"}');
  expect(await get('/nowhere')).toContain('404');
  expect((await fetch(`${cloud.endpoint}${Path}/images`, { method: 'POST' })).status).toBe(401);

  await stack.update(API('goodbye', 'softly'));
  expect(await stack.failures()).toEqual([]);
  expect(await get('/images/7')).toBe('200 goodbye 7 softly');
  const gateway = new APIGateway(clientConfig(cloud));
  const [api] = (await gateway.getRestApis({})).items ?? [];
  const { items: models = [] } = await gateway.getModels({ restApiId: api?.id });
  expect(models.map(({ schema = '' }) => (JSON.parse(schema) as { title: string }).title)).toContain(
    'goodbye',
  );
  // A deployment is a snapshot: methods that changed wait for the next one.
  expect(await get('/images', key)).toBe('200 {"greeting": "hello"}');

  const gone = await stack.delete();
  expect(await stack.failures()).toEqual([]);
  expect(gone.StackStatus).toBe('DELETE_COMPLETE');
  expect((await gateway.getRestApis({})).items ?? []).toEqual([]);
  expect((await gateway.getApiKeys({})).items ?? []).toEqual([]);
  expect((await gateway.getUsagePlans({})).items ?? []).toEqual([]);
});

const DESCRIBED = (operation: string, own: string) => `
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      ${own}
      Body:
        openapi: 3.0.1
        info: { title: described, version: '1.0' }
        paths:
          /images:
            get:
              operationId: ${operation}
              responses: { '200': { description: ok } }
              x-amazon-apigateway-integration:
                type: mock
                requestTemplates: { application/json: '{"statusCode": 200}' }
                responses: { default: { statusCode: '200' } }
`;

test('a REST API is what its document says, but for what the template says itself', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  const gateway = new APIGateway(clientConfig(cloud));
  const api = async () => (await gateway.getRestApis({})).items?.[0];
  const names = async () => {
    const { id } = (await api()) ?? {};
    const { items = [] } = await gateway.getResources({ restApiId: id, embed: ['methods'] });
    return items.flatMap(({ resourceMethods = {} }) =>
      Object.values(resourceMethods).map(({ operationName }) => operationName),
    );
  };
  await stack.create(DESCRIBED('first', "BinaryMediaTypes: ['image/*']"));
  expect(await stack.failures()).toEqual([]);
  expect(await api()).toMatchObject({ name: 'described', version: '1.0', binaryMediaTypes: ['image/*'] });
  expect(await names()).toEqual(['first']);

  await stack.update(DESCRIBED('second', 'Name: named'));
  expect(await stack.failures()).toEqual([]);
  expect(await api()).toMatchObject({ name: 'named' });
  expect((await api())?.binaryMediaTypes).toBeUndefined();
  expect(await names()).toEqual(['second']);
});

test('a REST API’s document may lie in S3', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = new S3(clientConfig(cloud));
  await s3.createBucket({ Bucket: 'documents' });
  const document = { swagger: '2.0', info: { title: 'stored' }, basePath: '/v1', paths: { '/a': {} } };
  await s3.putObject({ Bucket: 'documents', Key: 'api.json', Body: JSON.stringify(document) });
  const stack = new TestStack(cloud);
  await stack.create(`
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { BodyS3Location: { Bucket: documents, Key: api.json }, FailOnWarnings: true }
`);
  expect(await stack.failures()).toEqual([]);
  const { items = [] } = await new APIGateway(clientConfig(cloud)).getRestApis({});
  expect(items).toMatchObject([{ name: 'stored' }]);
});

test('a document that is none makes the stack fail with what is wrong', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  await stack.create(
    'Resources: { Api: { Type: AWS::ApiGateway::RestApi, Properties: { Body: { info: {} } } } }',
  );
  expect((await stack.failures()).join()).toContain('Invalid OpenAPI input.');
});
