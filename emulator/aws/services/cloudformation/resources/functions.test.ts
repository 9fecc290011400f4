import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { IAM } from '@aws-sdk/client-iam';
import { Lambda } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { TestStack } from '../testing/stack.ts';

const SERVICE = `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']
      Policies:
        - PolicyName: images
          PolicyDocument:
            Statement: { Effect: Allow, Action: dynamodb:*, Resource: !GetAtt Images.Arn }
  Images:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }, { AttributeName: expires, AttributeType: N }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      GlobalSecondaryIndexes:
        - IndexName: by-expiry
          KeySchema: [{ AttributeName: expires, KeyType: HASH }]
          Projection: { ProjectionType: ALL }
      StreamSpecification: { StreamViewType: NEW_IMAGE }
      TimeToLiveSpecification: { AttributeName: expires, Enabled: true }
  Thumbnail:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      MemorySize: 256
      Environment: { Variables: { TABLE: !Ref Images } }
      Code:
        ZipFile: |
          exports.handler = async (event) => ({ table: process.env.TABLE, width: event.width });
  FromBuckets:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Thumbnail
      Principal: s3.amazonaws.com
      SourceAccount: !Ref AWS::AccountId
Outputs:
  Function: { Value: !Ref Thumbnail }
  Table: { Value: !Ref Images }
  Stream: { Value: !GetAtt Images.StreamArn }
  Role: { Value: !Ref Role }
`;

test('a function, its role and its table work together as a template describes them', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda(clientConfig(cloud));
  const dynamodb = new DynamoDB(clientConfig(cloud));
  const iam = new IAM(clientConfig(cloud));
  const stack = new TestStack(cloud);
  await stack.create(SERVICE);
  expect(await stack.failures()).toEqual([]);
  const { Function: FunctionName = '', Table: TableName, Stream, Role: RoleName } = await stack.outputs();
  const { Payload } = await lambda.invoke({ FunctionName, Payload: '{"width": 200}' });
  expect(JSON.parse(Buffer.from(Payload!).toString())).toEqual({ table: TableName, width: 200 });
  const { Policy = '' } = await lambda.getPolicy({ FunctionName });
  expect(Policy).toContain('s3.amazonaws.com');
  const { Table } = await dynamodb.describeTable({ TableName });
  expect(Table).toMatchObject({
    LatestStreamArn: Stream,
    GlobalSecondaryIndexes: [{ IndexName: 'by-expiry' }],
  });
  const { TimeToLiveDescription: ttl } = await dynamodb.describeTimeToLive({ TableName });
  expect(ttl).toEqual({ AttributeName: 'expires', TimeToLiveStatus: 'ENABLED' });
  expect((await iam.listRolePolicies({ RoleName })).PolicyNames).toEqual(['images']);

  expect((await stack.delete()).StackStatus).toBe('DELETE_COMPLETE');
  expect((await lambda.listFunctions({})).Functions).toEqual([]);
  expect((await dynamodb.listTables({})).TableNames).toEqual([]);
  expect((await iam.listRoles({ PathPrefix: '/' })).Roles?.map((one) => one.RoleName)).not.toContain(
    RoleName,
  );
});

test('a named role needs the stronger capability', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  const named = SERVICE.replace(
    'AssumeRolePolicyDocument:',
    'RoleName: thumbnails\n      AssumeRolePolicyDocument:',
  );
  const attempts = [
    [SERVICE, [], 'CAPABILITY_IAM'],
    [named, ['CAPABILITY_IAM'], 'CAPABILITY_NAMED_IAM'],
  ] as const;
  for (const [body, given, missing] of attempts) {
    await expect(stack.create(body, {}, { Capabilities: [...given] })).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: `Requires capabilities : [${missing}]`,
    });
  }
});

const resizable = (settings: string, index: string) => `
Resources:
  Images:
    Type: AWS::DynamoDB::Table
    Properties:
      ${settings}
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }, { AttributeName: user, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      GlobalSecondaryIndexes:
        - IndexName: by-user
          KeySchema: [{ AttributeName: user, KeyType: HASH }]
          Projection: { ProjectionType: ALL }
          ${index}
Outputs:
  Table: { Value: !Ref Images }
`;

test('a table and its index change their throughput where they are', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const dynamodb = new DynamoDB(clientConfig(cloud));
  const stack = new TestStack(cloud);
  await stack.create(
    resizable(
      'OnDemandThroughput: { MaxReadRequestUnits: 9, MaxWriteRequestUnits: 9 }\n      BillingMode: PAY_PER_REQUEST',
      '',
    ),
  );
  expect(await stack.failures()).toEqual([]);
  const { Table: TableName } = await stack.outputs();
  const described = async () => (await dynamodb.describeTable({ TableName })).Table;
  const { TableId, OnDemandThroughput } = (await described()) ?? {};
  expect(OnDemandThroughput).toEqual({ MaxReadRequestUnits: 9, MaxWriteRequestUnits: 9 });
  await stack.update(
    resizable('OnDemandThroughput: { MaxReadRequestUnits: 7 }\n      BillingMode: PAY_PER_REQUEST', ''),
  );
  expect((await described())?.OnDemandThroughput).toEqual({ MaxReadRequestUnits: 7 });
  const provisioned = (units: number) =>
    `ProvisionedThroughput: { ReadCapacityUnits: ${units}, WriteCapacityUnits: 1 }`;
  for (const units of [2, 3]) {
    await stack.update(resizable(provisioned(4), provisioned(units)));
    expect(await stack.failures()).toEqual([]);
    expect(await described()).toMatchObject({
      TableId,
      ProvisionedThroughput: { ReadCapacityUnits: 4 },
      GlobalSecondaryIndexes: [{ ProvisionedThroughput: { ReadCapacityUnits: units } }],
    });
  }
});
