import { SFN } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { TestStack } from './testing/stack.ts';

const NOTHING = 'Topic: { Type: AWS::SNS::Topic }';

/** Nine nines of aliases: some 400 million nodes when unfolded. */
const BOMB = [
  'Metadata:',
  '  a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 8 }, (_, i) => `  a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`),
  `Resources: { ${NOTHING} }`,
].join('\n');

test.each([
  [
    'an endless pattern',
    `Parameters: { P: { Type: String, AllowedPattern: '(a+)+b' } }\nResources: { ${NOTHING} }`,
    { P: 'a'.repeat(40) },
    "Parameter 'P' has an AllowedPattern that takes too long: (a+)+b",
  ],
  [
    'a pattern that is none',
    `Parameters: { P: { Type: String, AllowedPattern: '(' } }\nResources: { ${NOTHING} }`,
    { P: 'a' },
    "Parameter 'P' has an invalid AllowedPattern: (",
  ],
  [
    'a value outside its pattern',
    `Parameters: { P: { Type: String, AllowedPattern: '[a-z]+' } }\nResources: { ${NOTHING} }`,
    { P: 'A' },
    "Parameter 'P' must match pattern [a-z]+",
  ],
  [
    'a missing parameter',
    `Parameters: { P: { Type: String } }\nResources: { ${NOTHING} }`,
    {},
    'Parameters: [P] must have values',
  ],
  [
    'an unknown parameter',
    `Resources: { ${NOTHING} }`,
    { Q: '1' },
    'Parameters: [Q] do not exist in the template',
  ],
  ['a bomb of aliases', BOMB, {}, 'Template format error: the template is too large.'],
  ['text that is no YAML', 'Resources: [', {}, 'Template format error: YAML not well-formed.'],
  [
    'a nesting without end',
    `Resources: ${'['.repeat(5_000)}${']'.repeat(5_000)}`,
    {},
    'Template format error',
  ],
  [
    'a condition that waits for itself',
    `Conditions: { A: !Not [!Condition A] }\nResources: { T: { Type: AWS::SNS::Topic, Condition: A } }`,
    {},
    'Circular dependency between conditions: [A]',
  ],
  [
    'a list of a million',
    `Resources: { T: { Type: AWS::SNS::Topic, Metadata: [${'1,'.repeat(1_000_000)}1] } }`,
    {},
    "1 validation error detected: Value at 'templateBody' failed to satisfy constraint",
  ],
] as const)('%s is refused before anything is made', async (_, body, parameters, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  await expect(stack.create(body, parameters)).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining(message) as string,
  });
  expect((await stack.api.listStacks({})).StackSummaries).toEqual([]);
});

test.each([
  [
    'a cycle',
    'Resources: { A: { Type: AWS::SNS::Topic, DependsOn: B }, B: { Type: AWS::SNS::Topic, DependsOn: A } }',
    'Circular dependency between resources: [A, B]',
  ],
  [
    'a type that is none',
    'Resources: { A: { Type: AWS::SNS::Topik } }',
    'Template format error: Unrecognized resource types: [AWS::SNS::Topik]',
  ],
  [
    'a missing parameter',
    `Parameters: { P: { Type: String } }\nResources: { ${NOTHING} }`,
    'Parameters: [P] must have values',
  ],
  ['a bomb of aliases', BOMB, 'Template format error: the template is too large.'],
])('an update and a change set with %s are refused and change nothing', async (_, body, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  await stack.create(`Resources: { ${NOTHING} }`);
  const standing = await stack.resources();
  const refusal = { name: 'ValidationError', message };
  const request = { StackName: stack.name, TemplateBody: body };
  const { api } = stack;
  await expect(api.updateStack(request)).rejects.toMatchObject(refusal);
  await expect(api.createChangeSet({ ...request, ChangeSetName: 'c' })).rejects.toMatchObject(refusal);
  await expect(
    api.createChangeSet({ ...request, StackName: 'new', ChangeSetName: 'c', ChangeSetType: 'CREATE' }),
  ).rejects.toMatchObject(refusal);
  await cloud.clock.advance(60_000);
  expect(await stack.resources()).toEqual(standing);
  const { StackSummaries = [] } = await api.listStacks({});
  expect(StackSummaries.map(({ StackName, StackStatus }) => [StackName, StackStatus])).toEqual([
    [stack.name, 'CREATE_COMPLETE'],
  ]);
  expect((await api.listChangeSets({ StackName: stack.name })).Summaries).toEqual([]);
});

test.each([
  'AWS::Route53::RecordSet',
  'AWS::WAFv2::WebACL',
  'AWS::CloudFormation::Stack',
  'AWS::CloudFormation::WaitCondition',
])('%s is refused by name as not implemented', async (type) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await expect(new TestStack(cloud).create(`Resources: { A: { Type: '${type}' } }`)).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringContaining(type) as string,
    $metadata: { httpStatusCode: 501 },
  });
});

test('drift and macros are refused by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const stack = new TestStack(cloud);
  await stack.create(`Resources: { ${NOTHING} }`);
  await expect(stack.api.detectStackDrift({ StackName: stack.name })).rejects.toMatchObject({
    name: 'NotImplemented',
  });
  await expect(stack.create(`Transform: AWS::Include\nResources: { ${NOTHING} }`)).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringContaining('AWS::Include') as string,
  });
});

const MILLION = {
  Type: 'Map',
  ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } },
  End: true,
};

test.each([
  [
    'JSONPath',
    {
      StartAt: 'Make',
      States: {
        Make: { Type: 'Pass', Parameters: { 'all.$': 'States.ArrayRange(1, 1000000, 1)' }, Next: 'Each' },
        Each: { ...MILLION, ItemsPath: '$.all' },
      },
    },
  ],
  [
    'JSONata',
    {
      QueryLanguage: 'JSONata',
      StartAt: 'Each',
      States: { Each: { ...MILLION, Items: '{% [1..1000000] %}' } },
    },
  ],
])('a Map over a million elements fails its execution (%s) and nothing else', async (_, Definition) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sfn = new SFN(clientConfig(cloud));
  const stack = new TestStack(cloud);
  const RoleArn = 'arn:aws:iam::000000000000:role/x';
  const Machine = { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn, Definition } };
  await stack.create(JSON.stringify({ Resources: { Machine } }));
  const { Machine: stateMachineArn } = await stack.resources();
  const { executionArn } = await sfn.startExecution({ stateMachineArn });
  await cloud.clock.settle();
  const { status, error } = await sfn.describeExecution({ executionArn });
  expect(status).toBe('FAILED');
  expect(error).toMatch(/^States\.(DataLimitExceeded|IntrinsicFailure|QueryEvaluationError|Runtime)$/);
});
