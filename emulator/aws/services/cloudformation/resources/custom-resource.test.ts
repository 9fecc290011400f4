/** Custom resources: functions and topics that are told what is to be made, and answer by HTTP. */
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { TestStack } from '../testing/stack.ts';

/** Answers as its resource's properties say; by host and path alone, as providers at AWS do. */
const PROVIDER = `
const https = require('https');
exports.handler = ({ ResponseURL, ...event }) => new Promise((done, failed) => {
  console.log('asked ' + JSON.stringify(event));
  const { Mode, Name } = event.ResourceProperties;
  if (Mode === 'silent') return done();
  const bad = Mode === 'refuse' && event.RequestType !== 'Delete';
  const body = JSON.stringify({
    Status: bad ? 'FAILED' : 'SUCCESS',
    Reason: 'no such thing',
    PhysicalResourceId: Mode === 'nameless' ? '' : 'thing-' + Name,
    Data: { Size: 'large', 'Dotted.Name': Name },
  });
  const { hostname, pathname: path } = new URL(ResponseURL);
  https.request({ hostname, path, method: 'PUT', headers: { 'content-length': body.length } }, () => done())
    .on('error', failed).end(body);
});`;

const template = (properties: string, token = '!GetAtt Provider.Arn'): string => `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']
  Provider:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: provider
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code: { ZipFile: ${JSON.stringify(PROVIDER)} }
  Thing:
    Type: Custom::Thing
    Properties: { ServiceToken: ${token}, ${properties} }
Outputs:
  Thing: { Value: !Ref Thing }
  Size: { Value: !GetAtt Thing.Size }
  Dotted: { Value: !GetAtt Thing.Dotted.Name }
`;

let cloud: Cloud;
let stack: TestStack;
beforeEach(async () => {
  cloud = await createCloud({ clock: 'manual' });
  stack = new TestStack(cloud);
});
afterEach(() => cloud[Symbol.asyncDispose]());

/** What the provider was asked, in order. */
async function asked(): Promise<Record<string, unknown>[]> {
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const { events = [] } = await logs.filterLogEvents({
    logGroupName: '/aws/lambda/provider',
    filterPattern: 'asked',
  });
  return events.map(
    ({ message = '' }) => JSON.parse(message.slice(message.indexOf('{'))) as Record<string, unknown>,
  );
}

test('a function makes the resource, names it, and gives what the template asks of it', async () => {
  const created = await stack.create(template('Name: one, Count: 3, Deep: { Flags: [true, 1.5] }'));
  expect(await stack.failures()).toEqual([]);
  expect(await stack.outputs()).toEqual({ Thing: 'thing-one', Size: 'large', Dotted: 'one' });
  const [request] = await asked();
  const token = 'arn:aws:lambda:us-east-1:000000000000:function:provider';
  expect(request).toEqual({
    RequestType: 'Create',
    ServiceToken: token,
    StackId: created.StackId,
    RequestId: expect.any(String) as string,
    LogicalResourceId: 'Thing',
    ResourceType: 'Custom::Thing',
    // Numbers and booleans are text.
    ResourceProperties: { ServiceToken: token, Name: 'one', Count: '3', Deep: { Flags: ['true', '1.5'] } },
  });
});

test('an update is told with what was before, and the end with what it is about', async () => {
  await stack.create(template('Name: one, Colour: red'));
  await stack.update(template('Name: one, Colour: blue'));
  await stack.delete();
  expect(await asked()).toMatchObject([
    { RequestType: 'Create' },
    {
      RequestType: 'Update',
      PhysicalResourceId: 'thing-one',
      ResourceProperties: { Colour: 'blue' },
      OldResourceProperties: { Colour: 'red' },
    },
    { RequestType: 'Delete', PhysicalResourceId: 'thing-one', ResourceProperties: { Colour: 'blue' } },
  ]);
});

test('an update that answers with another id has replaced the resource, and the former one is deleted', async () => {
  await stack.create(template('Name: one'));
  expect((await stack.update(template('Name: two'))).StackStatus).toBe('UPDATE_COMPLETE');
  expect((await stack.outputs())['Thing']).toBe('thing-two');
  expect(await asked()).toMatchObject([
    { RequestType: 'Create' },
    { RequestType: 'Update', PhysicalResourceId: 'thing-one' },
    { RequestType: 'Delete', PhysicalResourceId: 'thing-one', ResourceProperties: { Name: 'one' } },
  ]);
});

test('a provider that says no fails the stack with its reason, and is told to take back what it named', async () => {
  expect((await stack.create(template('Name: one, Mode: refuse'))).StackStatus).toBe('ROLLBACK_COMPLETE');
  const [request] = await asked();
  expect(await stack.failures()).toEqual([
    `Thing CREATE_FAILED: Received response status [FAILED] from custom resource. Message returned: no such thing (RequestId: ${String(request?.['RequestId'])})`,
  ]);
  expect(await asked()).toMatchObject([
    { RequestType: 'Create' },
    { RequestType: 'Delete', PhysicalResourceId: 'thing-one' },
  ]);
});

test('an update that is refused is rolled back by another one', async () => {
  await stack.create(template('Name: one'));
  const updated = await stack.update(template('Name: one, Mode: refuse'));
  expect(updated.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await asked()).toMatchObject([
    { RequestType: 'Create' },
    { RequestType: 'Update', ResourceProperties: { Mode: 'refuse' } },
    { RequestType: 'Update', OldResourceProperties: { Mode: 'refuse' } },
  ]);
});

test('a provider that says nothing is waited for as long as the template says', async () => {
  const begun = cloud.clock.now();
  await stack.create(template('Name: one, Mode: silent, ServiceTimeout: 30'));
  expect(await stack.failures()).toEqual([
    expect.stringMatching(/^Thing CREATE_FAILED: CloudFormation did not receive a response from your Custom/),
    expect.stringMatching(/^Thing DELETE_FAILED: CloudFormation did not receive a response from your Custom/),
    'test-stack ROLLBACK_FAILED: The following resource(s) failed to delete: [Thing]. ',
  ]);
  const { StackEvents: events = [] } = await stack.api.describeStackEvents({ StackName: stack.name });
  const failed = events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  const waited = (failed?.Timestamp?.getTime() ?? 0) - begun;
  expect(waited).toBeGreaterThanOrEqual(30_000);
  expect(waited).toBeLessThan(40_000);
});

test('an answer without an id is none', async () => {
  await stack.create(template('Name: one, Mode: nameless'));
  expect((await stack.failures())[0]).toBe('Thing CREATE_FAILED: Invalid PhysicalResourceId');
});

test('a provider that is not there fails the resource', async () => {
  await stack.create(template('Name: one', 'arn:aws:lambda:us-east-1:000000000000:function:nobody'));
  expect(await stack.failures()).toEqual([
    expect.stringContaining('Thing CREATE_FAILED: Function not found: arn:aws:lambda'),
  ]);
});

test('the provider of a resource cannot be changed', async () => {
  await stack.create(template('Name: one'));
  await stack.update(template('Name: one', 'arn:aws:lambda:us-east-1:000000000000:function:other'));
  expect(await stack.failures()).toEqual(['Thing UPDATE_FAILED: Modifying service token is not allowed.']);
  // The provider that is there is told of the way back.
  expect(await asked()).toMatchObject([{ RequestType: 'Create' }, { RequestType: 'Update' }]);
});

test('a topic tells whoever listens, and the first answer counts', async () => {
  const sns = new SNS(clientConfig(cloud));
  const sqs = new SQS(clientConfig(cloud));
  const { TopicArn } = await sns.createTopic({ Name: 'things' });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'things' });
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:things';
  const Policy = JSON.stringify({
    Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: Endpoint },
  });
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy } });
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint, Attributes });
  const TemplateBody = `Resources: { Thing: { Type: 'AWS::CloudFormation::CustomResource', Properties: { ServiceToken: '${TopicArn}' } } }`;
  const { StackId: StackName } = await stack.api.createStack({ StackName: 'by-topic', TemplateBody });
  await cloud.clock.settle();
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl });
  const { ResponseURL, ResourceType } = JSON.parse(message?.Body ?? '') as Record<string, string>;
  expect(ResourceType).toBe('AWS::CloudFormation::CustomResource');
  const body = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'by-hand' });
  const answer = () => fetch(ResponseURL ?? '', { method: 'PUT', body });
  expect((await answer()).status).toBe(200);
  await cloud.clock.advance(5_000);
  const { StackResources: [thing] = [] } = await stack.api.describeStackResources({ StackName });
  expect(thing).toMatchObject({ PhysicalResourceId: 'by-hand', ResourceStatus: 'CREATE_COMPLETE' });
  // Nobody waits there any more.
  expect((await answer()).status).toBe(403);
});
