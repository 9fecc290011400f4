/** Templates whose parameters name one of Parameter Store, and what templates demand of their parameters. */
import { SSM } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { TestStack } from './testing/stack.ts';

/** As the CDK writes it into every template. */
const BOOTSTRAPPED = `
Parameters:
  BootstrapVersion: { Type: AWS::SSM::Parameter::Value<String>, Default: /cdk-bootstrap/hnb659fds/version }
Resources:
  Queue: { Type: AWS::SQS::Queue }
Outputs:
  Version: { Value: !Ref BootstrapVersion }
Rules:
  CheckBootstrapVersion:
    Assertions:
      - Assert: { 'Fn::Not': [{ 'Fn::Contains': [['1', '2', '3', '4', '5'], !Ref BootstrapVersion] }] }
        AssertDescription: CDK bootstrap stack version 6 required.
`;

let cloud: Cloud;
let ssm: SSM;
let stack: TestStack;
beforeEach(async () => {
  cloud = await createCloud({ clock: 'manual' });
  ssm = new SSM(clientConfig(cloud));
  stack = new TestStack(cloud);
});
afterEach(() => cloud[Symbol.asyncDispose]());

const bootstrap = (Value: string) =>
  ssm.putParameter({ Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value, Overwrite: true });

test('a parameter of a stored type is the value that Parameter Store holds', async () => {
  await bootstrap('30');
  await stack.create(BOOTSTRAPPED);
  expect(await stack.failures()).toEqual([]);
  expect(await stack.outputs()).toEqual({ Version: '30' });
  // That it is gone does not hold the stack.
  await ssm.deleteParameter({ Name: '/cdk-bootstrap/hnb659fds/version' });
  expect((await stack.delete()).StackStatus).toBe('DELETE_COMPLETE');
});

test('one that names nothing is refused', async () => {
  await expect(stack.create(BOOTSTRAPPED)).rejects.toThrow(
    'Unable to fetch parameters [/cdk-bootstrap/hnb659fds/version] from parameter store for this account.',
  );
});

test('what a rule asserts and does not hold is told in its words', async () => {
  await bootstrap('5');
  await expect(stack.create(BOOTSTRAPPED)).rejects.toThrow(/CDK bootstrap stack version 6 required\./);
});

test('a rule whose condition does not hold asserts nothing', async () => {
  await bootstrap('5');
  const condition = "RuleCondition: { 'Fn::Equals': [!Ref BootstrapVersion, '4'] }\n    Assertions:";
  const created = await stack.create(BOOTSTRAPPED.replace('Assertions:', condition));
  expect(created.StackStatus).toBe('CREATE_COMPLETE');
});

test('a list that is held as text is a list', async () => {
  await ssm.putParameter({ Name: '/origins', Type: 'StringList', Value: 'https://a.test,https://b.test' });
  await stack.create(`
Parameters:
  Origins: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /origins }
Resources:
  Queue: { Type: AWS::SQS::Queue }
Outputs:
  Second: { Value: !Select [1, !Ref Origins] }
`);
  expect(await stack.outputs()).toEqual({ Second: 'https://b.test' });
});

const PARAMETER = `
Resources:
  Host: { Type: AWS::SSM::Parameter, Properties: { Name: /shop/host, Type: String, Value: one, Tags: { team: blue } } }
Outputs:
  Name: { Value: !Ref Host }
  Value: { Value: !GetAtt Host.Value }
`;

test('a stack makes, changes and removes a parameter', async () => {
  await stack.create(PARAMETER);
  expect(await stack.outputs()).toEqual({ Name: '/shop/host', Value: 'one' });
  const named = { ResourceType: 'Parameter', ResourceId: '/shop/host' } as const;
  expect((await ssm.listTagsForResource(named)).TagList).toEqual([{ Key: 'team', Value: 'blue' }]);
  await stack.update(PARAMETER.replace('one', 'two').replace('team: blue', 'owner: me'));
  expect(await stack.failures()).toEqual([]);
  expect((await stack.outputs())['Value']).toBe('two');
  expect((await ssm.listTagsForResource(named)).TagList).toEqual([{ Key: 'owner', Value: 'me' }]);
  await stack.delete();
  expect((await ssm.describeParameters({})).Parameters).toEqual([]);
});

test('a template makes no secret', async () => {
  await stack.create(PARAMETER.replace('Type: String', 'Type: SecureString'));
  expect(await stack.failures()).toContain('Host CREATE_FAILED: Type must be String or StringList.');
});
