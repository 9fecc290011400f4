/** The AWS CLI and boto3 as people deploy with them. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';

const run = promisify(execFile);

const ENVIRONMENT = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'us-east-1',
};

const WORKFLOW = (greeting: string) => `
Parameters: { Name: { Type: String } }
Resources:
  Log: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /images/greetings } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: states.amazonaws.com }, Action: sts:AssumeRole }
  Greeter:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: !Ref Name
      RoleArn: !GetAtt Role.Arn
      Definition: { StartAt: Greet, States: { Greet: { Type: Pass, Result: ${greeting}, End: true } } }
Outputs:
  Machine: { Value: !Ref Greeter }
`;

test('the AWS CLI deploys, deploys again, finds nothing to do, runs the workflow, follows a log and deletes', async () => {
  await using cloud = await createCloud();
  const folder = await mkdtemp(join(tmpdir(), 'safelight-'));
  try {
    const file = join(folder, 'workflow.yaml');
    const env = ENVIRONMENT;
    const aws = async (...words: string[]) =>
      (await run('/usr/bin/aws', ['--endpoint-url', cloud.endpoint, ...words], { env })).stdout;
    const deploy = async (body: string): Promise<string> => {
      await writeFile(file, body);
      // The CLI names change sets after the second in which it asks for them.
      await setTimeout(1_000);
      const options = ['--capabilities', 'CAPABILITY_IAM', '--parameter-overrides', 'Name=greeter'];
      return aws(
        'cloudformation',
        'deploy',
        '--stack-name',
        'greetings',
        '--template-file',
        file,
        ...options,
      );
    };
    const described = async (query: string) =>
      JSON.parse(
        await aws('cloudformation', 'describe-stacks', '--stack-name', 'greetings', '--query', query),
      ) as unknown;

    expect(await deploy(WORKFLOW('hello'))).toContain('Successfully created/updated stack - greetings');
    const machine = (await described('Stacks[0].Outputs[0].OutputValue')) as string;
    expect(await deploy(WORKFLOW('hello'))).toContain('No changes to deploy. Stack greetings is up to date');
    expect(await deploy(WORKFLOW('goodbye'))).toContain('Successfully created/updated stack - greetings');
    expect(await described('Stacks[0].StackStatus')).toBe('UPDATE_COMPLETE');

    const started = await aws(
      'stepfunctions',
      'start-execution',
      '--state-machine-arn',
      machine,
      '--output',
      'text',
    );
    const [executionArn = ''] = started.split('\t');
    await cloud.clock.settle();
    const output = ['--execution-arn', executionArn, '--query', 'output', '--output', 'text'];
    expect(await aws('stepfunctions', 'describe-execution', ...output)).toBe('"goodbye"\n');

    const stream = ['--log-group-name', '/images/greetings', '--log-stream-name', 'main'];
    await aws('logs', 'create-log-stream', ...stream);
    const events = JSON.stringify([{ timestamp: cloud.clock.now(), message: 'good evening' }]);
    await aws('logs', 'put-log-events', ...stream, '--log-events', events);
    expect(await aws('logs', 'tail', '/images/greetings', '--since', '5m')).toContain('good evening');

    await aws('cloudformation', 'delete-stack', '--stack-name', 'greetings');
    await aws('cloudformation', 'wait', 'stack-delete-complete', '--stack-name', 'greetings');
    expect(await aws('stepfunctions', 'list-state-machines', '--output', 'text')).toBe('');
  } finally {
    await rm(folder, { recursive: true });
  }
});

const BOTO = `
import json, sys, boto3
session = dict(endpoint_url='ENDPOINT')
cloudformation, sqs = boto3.client('cloudformation', **session), boto3.client('sqs', **session)
template = lambda wait: json.dumps({
    'Resources': {'Work': {'Type': 'AWS::SQS::Queue', 'Properties': {'QueueName': 'work', 'VisibilityTimeout': wait}}},
    'Outputs': {'Url': {'Value': {'Ref': 'Work'}}}})
cloudformation.create_stack(StackName='queues', TemplateBody=template(30))
cloudformation.get_waiter('stack_create_complete').wait(StackName='queues', WaiterConfig={'Delay': 1})
cloudformation.update_stack(StackName='queues', TemplateBody=template(60))
cloudformation.get_waiter('stack_update_complete').wait(StackName='queues', WaiterConfig={'Delay': 1})
url = boto3.resource('cloudformation', **session).Stack('queues').outputs[0]['OutputValue']
wait = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['VisibilityTimeout'])['Attributes']
cloudformation.delete_stack(StackName='queues')
cloudformation.get_waiter('stack_delete_complete').wait(StackName='queues', WaiterConfig={'Delay': 1})
print(json.dumps({**wait, 'left': sqs.list_queues().get('QueueUrls', [])}))
`;

test('boto3 and its waiters bring a stack up, change it and take it down', async () => {
  await using cloud = await createCloud();
  const { stdout } = await run('/usr/bin/python3', ['-c', BOTO.replace('ENDPOINT', cloud.endpoint)], {
    env: ENVIRONMENT,
  });
  expect(JSON.parse(stdout)).toEqual({ VisibilityTimeout: '60', left: [] });
});
