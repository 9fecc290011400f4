import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { aws, awsError, boto3 } from '../../testing/programs.ts';
import { machineOf, ROLE } from './testing/workbench.ts';

const ARN = 'arn:aws:states:us-east-1:000000000000';

test('the AWS CLI makes a state machine, runs it, reads its history and takes it away', async () => {
  await using cloud = await createCloud();
  const create = (name: string, definition: object) => [
    'stepfunctions',
    'create-state-machine',
    '--name',
    name,
    '--role-arn',
    ROLE,
    '--definition',
    JSON.stringify(definition),
  ];
  expect(await awsError(cloud, ...create('broken', { StartAt: 'A' }))).toBe(
    "An error occurred (InvalidDefinition) when calling the CreateStateMachine operation: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
  );
  const machine = `${ARN}:stateMachine:greeter`;
  const definition = machineOf({
    Type: 'Pass',
    Parameters: { 'greeting.$': "States.Format('hello {}', $.name)" },
  });
  expect(await aws(cloud, ...create('greeter', definition))).toMatchObject({ stateMachineArn: machine });
  const input = ['--name', 'first', '--input', '{"name":"Ada"}'];
  await aws(cloud, 'stepfunctions', 'start-execution', '--state-machine-arn', machine, ...input);
  await cloud.clock.settle();
  const execution = ['--execution-arn', `${ARN}:execution:greeter:first`];
  expect(await aws(cloud, 'stepfunctions', 'describe-execution', ...execution)).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"greeting":"hello Ada"}',
  });
  const { events } = await aws(cloud, 'stepfunctions', 'get-execution-history', ...execution);
  expect((events as { type: string }[]).map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
  await aws(cloud, 'stepfunctions', 'delete-state-machine', '--state-machine-arn', machine);
  expect(await aws(cloud, 'stepfunctions', 'list-state-machines')).toEqual({ stateMachines: [] });
});

test('boto3 waits for an express execution once it is told to leave the host as it is', async () => {
  await using cloud = await createCloud();
  const definition = JSON.stringify(machineOf({ Type: 'Pass', Result: [1, 2] }));
  const shown = await boto3(
    cloud,
    `
from botocore.config import Config
states = boto3.client('stepfunctions', endpoint_url='${cloud.endpoint}', config=Config(inject_host_prefix=False))
machine = states.create_state_machine(
  name='quick', type='EXPRESS', roleArn='${ROLE}', definition=${JSON.stringify(definition)})['stateMachineArn']
answer = states.start_sync_execution(stateMachineArn=machine, input='{}')
show([answer[name] for name in ('status', 'output', 'billingDetails')])
`,
  );
  expect(shown).toEqual([
    ['SUCCEEDED', '[1,2]', { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 }],
  ]);
});
