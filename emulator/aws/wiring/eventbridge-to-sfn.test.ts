import { EventBridge } from '@aws-sdk/client-eventbridge';
import { IAM } from '@aws-sdk/client-iam';
import { SFN } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { clientConfig } from '../testing/client-config.ts';

const definition = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });

async function start(cloud: Cloud) {
  const iam = new IAM(clientConfig(cloud));
  const events = new EventBridge(clientConfig(cloud));
  const sfn = new SFN({ ...clientConfig(cloud), disableHostPrefix: true });
  const trust = {
    Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' },
  };
  const { Role } = await iam.createRole({
    RoleName: 'starter',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  const RoleArn = Role!.Arn!;
  const { stateMachineArn } = await sfn.createStateMachine({ name: 'm', definition, roleArn: RoleArn });
  await events.putRule({ Name: 'r', EventPattern: '{"source":["app"]}' });
  const Targets = [{ Id: 'm', Arn: stateMachineArn!, RoleArn, InputPath: '$.detail' }];
  await events.putTargets({ Rule: 'r', Targets });
  const put = async () => {
    await events.putEvents({ Entries: [{ Source: 'app', DetailType: 'd', Detail: '{"n":1}' }] });
    await cloud.clock.settle();
  };
  return { iam, events, sfn, stateMachineArn: stateMachineArn!, put };
}

test('an event starts a state machine in the name of the target’s role', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { iam, sfn, stateMachineArn, put } = await start(cloud);
  const allow = {
    Statement: { Effect: 'Allow', Action: 'states:StartExecution', Resource: stateMachineArn },
  };
  const PolicyDocument = JSON.stringify(allow);
  await iam.putRolePolicy({ RoleName: 'starter', PolicyName: 'p', PolicyDocument });
  await put();
  const { executions } = await sfn.listExecutions({ stateMachineArn });
  const { executionArn } = executions![0]!;
  expect(await sfn.describeExecution({ executionArn })).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"n":1}',
  });
});

test('a role that may not starts nothing, and is not asked again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sfn, stateMachineArn, put } = await start(cloud);
  await put();
  expect((await sfn.listExecutions({ stateMachineArn })).executions).toEqual([]);
  expect(cloud.journal.entries()).toContainEqual(
    expect.objectContaining({ type: 'eventbridge.delivery', status: 'failed', code: 'NO_PERMISSIONS' }),
  );
});

test('a state machine without a role to start it is refused as a target', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { events, stateMachineArn } = await start(cloud);
  await expect(
    events.putTargets({ Rule: 'r', Targets: [{ Id: 'x', Arn: stateMachineArn }] }),
  ).rejects.toThrow(`RoleArn is required for target ${stateMachineArn}.`);
});

test('what becomes of executions is told on the default bus', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { events, sfn, stateMachineArn } = await start(cloud);
  const detail = { status: ['SUCCEEDED'], stateMachineArn: [stateMachineArn] };
  const RoleArn = 'arn:aws:iam::000000000000:role/anyone';
  const second = await sfn.createStateMachine({ name: 'after', definition, roleArn: RoleArn });
  await events.putRule({ Name: 'ended', EventPattern: JSON.stringify({ source: ['aws.states'], detail }) });
  await events.putTargets({ Rule: 'ended', Targets: [{ Id: 'a', Arn: second.stateMachineArn!, RoleArn }] });
  await sfn.startExecution({ stateMachineArn });
  await cloud.clock.settle();
  const { executions } = await sfn.listExecutions({ stateMachineArn: second.stateMachineArn });
  expect(executions).toHaveLength(1);
  const { input } = await sfn.describeExecution({ executionArn: executions![0]!.executionArn });
  expect(JSON.parse(input!)).toMatchObject({
    'detail-type': 'Step Functions Execution Status Change',
    detail: { status: 'SUCCEEDED', output: '{}', stopDate: cloud.clock.now() },
  });
});
