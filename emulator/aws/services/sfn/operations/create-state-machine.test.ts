import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { machineOf, partOf, ROLE, workbench } from '../testing/workbench.ts';

let cloud: Cloud;
let bench: ReturnType<typeof workbench>;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-01-01T00:00:00Z') });
  bench = workbench(cloud);
});
afterAll(() => cloud.close(0));

const PASS = machineOf({ Type: 'Pass' });
const definition = JSON.stringify(PASS);

test('the same machine again is the same machine, another one under its name is refused', async () => {
  const machine = { name: 'twice', definition, roleArn: ROLE };
  const { stateMachineArn } = await bench.sfn.createStateMachine(machine);
  expect((await bench.sfn.createStateMachine(machine)).stateMachineArn).toBe(stateMachineArn);
  await expect(
    bench.sfn.createStateMachine({ ...machine, definition: `${definition} ` }),
  ).rejects.toMatchObject({
    name: 'StateMachineAlreadyExists',
    message: `State Machine Already Exists: '${stateMachineArn}'`,
  });
  const { $metadata: _metadata, ...described } = await bench.sfn.describeStateMachine({ stateMachineArn });
  expect(described).toEqual({
    stateMachineArn,
    name: 'twice',
    status: 'ACTIVE',
    definition,
    roleArn: ROLE,
    type: 'STANDARD',
    creationDate: new Date(cloud.clock.now()),
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  });
});

test.each<[string, object | string, string]>([
  ['no states', { StartAt: 'A' }, 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'],
  [
    'a missing target and therefore no end',
    machineOf({ Type: 'Pass', End: undefined, Next: 'B' }),
    "MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at null",
  ],
  [
    'a missing default',
    {
      StartAt: 'A',
      States: {
        A: { Type: 'Choice', Choices: [{ Variable: '$', IsNull: true, Next: 'Z' }], Default: 'B' },
        Z: { Type: 'Succeed' },
      },
    },
    "MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Default",
  ],
  [
    'a name used twice',
    machineOf({ Type: 'Parallel', Branches: [machineOf({ Type: 'Pass' })] }),
    'DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A/Branches[0]/States/A',
  ],
  [
    'a field of another type of state',
    machineOf({ Type: 'Parallel', Branches: [partOf({ Type: 'Pass' })], TimeoutSeconds: 1 }),
    "SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/A",
  ],
  [
    'a field of the other query language',
    machineOf({ Type: 'Pass', Output: 1 }),
    "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/A",
  ],
  [
    'another query language than the whole',
    machineOf({ Type: 'Pass', QueryLanguage: 'JSONPath' }, { QueryLanguage: 'JSONata' }),
    "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A",
  ],
  [
    'a processor with a query language',
    machineOf({ Type: 'Map', ItemProcessor: partOf({ Type: 'Pass' }, { QueryLanguage: 'JSONata' }) }),
    "SCHEMA_VALIDATION_FAILED: Field 'QueryLanguage' is not supported at /States/A/ItemProcessor",
  ],
  [
    'text where a template has a path',
    machineOf({ Type: 'Pass', Assign: { 'Variable.$': 'Test' } }),
    "SCHEMA_VALIDATION_FAILED: The value for the field 'Variable.$' must be a valid JSONPath or a valid intrinsic function call at /States/A/Assign",
  ],
  [
    'text where a path belongs',
    machineOf({ Type: 'Pass', OutputPath: 'Test' }),
    'SCHEMA_VALIDATION_FAILED: Value must be a valid JSONPath. at /States/A/OutputPath',
  ],
  [
    'an expression that ends early',
    machineOf({ Type: 'Pass', Output: '{% 1 + %}' }, { QueryLanguage: 'JSONata' }),
    'INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/A/Output',
  ],
  [
    'an expression that starts from nothing',
    machineOf({ Type: 'Pass', Output: { v: '{% phone.home %}' } }, { QueryLanguage: 'JSONata' }),
    "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/A/Output/v",
  ],
  [
    'an unreachable state',
    { ...PASS, States: { ...PASS.States, B: { Type: 'Succeed' } } },
    'MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B',
  ],
  [
    'a state without an end',
    { StartAt: 'A', States: { A: { Type: 'Pass' } } },
    'SCHEMA_VALIDATION_FAILED: One of these fields is required: [Next, End] at /States/A',
  ],
  [
    'a ResultPath that is no reference',
    machineOf({ Type: 'Pass', ResultPath: '$.a[*]' }),
    "SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: Invalid path '$.a[*]' at /States/A/ResultPath",
  ],
  [
    'Choices that are no list',
    machineOf({ Type: 'Choice', Choices: -1, End: undefined }),
    'SCHEMA_VALIDATION_FAILED: The field should be an array at /States/A/Choices',
  ],
  [
    'a Variable of a choice that is no path',
    machineOf({ Type: 'Choice', Choices: [{ Variable: 2, IsPresent: true, Next: 'A' }], End: undefined }),
    "SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: Reference path didn't start with '$' at /States/A/Choices[0]/Variable",
  ],
  [
    'handlers that are no list',
    machineOf({ Type: 'Parallel', Branches: [PASS], Catch: {} }),
    'SCHEMA_VALIDATION_FAILED: The field should be an array at /States/A/Catch',
  ],
])('a definition with %s is refused', async (_what, broken, fault) => {
  await expect(bench.create(broken as object)).rejects.toMatchObject({
    name: 'InvalidDefinition',
    message: `Invalid State Machine Definition: '${fault}'`,
  });
  const { result, diagnostics } = await bench.sfn.validateStateMachineDefinition({
    definition: JSON.stringify(broken),
  });
  expect(result).toBe('FAIL');
  expect(
    diagnostics!
      .map(({ code, message, location = 'null' }) => `${code}: ${message} at ${location}`)
      .join(', '),
  ).toBe(fault);
});

test('names and ARNs that are none are told', async () => {
  await expect(
    bench.sfn.createStateMachine({ name: 'a b', definition, roleArn: ROLE }),
  ).rejects.toMatchObject({
    name: 'InvalidName',
    message: "Invalid Name: 'a b'",
  });
  await expect(bench.sfn.createStateMachine({ name: 'x', definition, roleArn: 'me' })).rejects.toMatchObject({
    name: 'InvalidArn',
    message: "Invalid Arn: 'me'",
  });
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:none';
  await expect(bench.sfn.startExecution({ stateMachineArn })).rejects.toMatchObject({
    name: 'StateMachineDoesNotExist',
    message: `State Machine Does Not Exist: '${stateMachineArn}'`,
  });
});

test('what AWS has and is not here is refused by its name', async () => {
  const run = (Resource: string) => bench.create(machineOf({ Type: 'Task', Resource }));
  await expect(run('arn:aws:states:::glue:startJobRun.sync')).rejects.toMatchObject({
    name: 'NotImplemented',
  });
  await expect(run('arn:aws:states:us-east-1:000000000000:activity:a')).rejects.toThrow(/activities/);
});

test('starting again what runs is the same start, with other input it is refused', async () => {
  const stateMachineArn = await bench.create(machineOf({ Type: 'Wait', Seconds: 10 }));
  const start = (input: string) => bench.sfn.startExecution({ stateMachineArn, name: 'once', input });
  const { executionArn } = await start('{"a":1}');
  expect((await start('{"a":1}')).executionArn).toBe(executionArn);
  await expect(start('{"a":2}')).rejects.toMatchObject({
    name: 'ExecutionAlreadyExists',
    message: `Execution Already Exists: '${executionArn}'`,
  });
  await cloud.clock.advance(10_000);
  await expect(start('{"a":1}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
});

test.each([
  [
    'not json',
    "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
  ],
  ["{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name"],
  ['', 'Invalid execution input.'],
])('the input %j is refused as recorded', async (input, fault) => {
  const stateMachineArn = await bench.create(PASS);
  await expect(bench.sfn.startExecution({ stateMachineArn, input })).rejects.toMatchObject({
    name: 'InvalidExecutionInput',
    message: `Invalid State Machine Execution Input: '${fault}'`,
  });
});

test('executions are listed newest first, by status and in pages', async () => {
  const stateMachineArn = await bench.create(PASS);
  for (const name of ['a', 'b', 'c']) await bench.sfn.startExecution({ stateMachineArn, name });
  await cloud.clock.settle();
  const first = await bench.sfn.listExecutions({ stateMachineArn, maxResults: 2 });
  const second = await bench.sfn.listExecutions({ stateMachineArn, nextToken: first.nextToken });
  expect([...first.executions!, ...second.executions!].map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  expect((await bench.sfn.listExecutions({ stateMachineArn, statusFilter: 'RUNNING' })).executions).toEqual(
    [],
  );
});

test('a history comes in pages, forwards and backwards', async () => {
  const executionArn = await bench.start(PASS);
  await cloud.clock.settle();
  const read = async (reverseOrder: boolean) => {
    const ids: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = await bench.sfn.getExecutionHistory({
        executionArn,
        reverseOrder,
        maxResults: 3,
        nextToken,
      });
      ids.push(...page.events!.map(({ id }) => id!));
      ({ nextToken } = page);
    } while (nextToken !== undefined);
    return ids;
  };
  expect(await read(false)).toEqual([1, 2, 3, 4]);
  expect(await read(true)).toEqual([4, 3, 2, 1]);
});

test('versions keep what was published, and aliases share executions out between them', async () => {
  const stateMachineArn = await bench.create(machineOf({ Type: 'Pass', Result: 'one' }), { publish: true });
  await bench.sfn.updateStateMachine({
    stateMachineArn,
    definition: JSON.stringify(machineOf({ Type: 'Pass', Result: 'two' })),
    publish: true,
  });
  const { stateMachineVersions } = await bench.sfn.listStateMachineVersions({ stateMachineArn });
  expect(stateMachineVersions!.map(({ stateMachineVersionArn }) => stateMachineVersionArn)).toEqual([
    `${stateMachineArn}:2`,
    `${stateMachineArn}:1`,
  ]);
  const route = (version: number, weight: number) => ({
    stateMachineVersionArn: `${stateMachineArn}:${version}`,
    weight,
  });
  const { stateMachineAliasArn } = await bench.sfn.createStateMachineAlias({
    name: 'live',
    routingConfiguration: [route(1, 50), route(2, 50)],
  });
  const outputs = new Set<unknown>();
  for (let n = 0; n < 20; n += 1) {
    const { executionArn } = await bench.sfn.startExecution({ stateMachineArn: stateMachineAliasArn });
    outputs.add((await bench.describe(executionArn!)).output);
  }
  expect(outputs).toEqual(new Set(['one', 'two']));
  await expect(
    bench.sfn.deleteStateMachineVersion({ stateMachineVersionArn: `${stateMachineArn}:1` }),
  ).rejects.toMatchObject({ name: 'ConflictException' });
  await bench.sfn.deleteStateMachineAlias({ stateMachineAliasArn });
  await bench.sfn.deleteStateMachineVersion({ stateMachineVersionArn: `${stateMachineArn}:1` });
});

test('a deleted machine starts nothing, and deleting it again is no error', async () => {
  const stateMachineArn = await bench.create(PASS);
  await bench.sfn.deleteStateMachine({ stateMachineArn });
  await bench.sfn.deleteStateMachine({ stateMachineArn });
  await expect(bench.sfn.startExecution({ stateMachineArn })).rejects.toMatchObject({
    name: 'StateMachineDoesNotExist',
  });
});

test('tags come and go', async () => {
  const resourceArn = await bench.create(PASS, { tags: [{ key: 'a', value: '1' }] });
  await bench.sfn.tagResource({ resourceArn, tags: [{ key: 'b', value: '2' }] });
  await bench.sfn.untagResource({ resourceArn, tagKeys: ['a'] });
  expect((await bench.sfn.listTagsForResource({ resourceArn })).tags).toEqual([{ key: 'b', value: '2' }]);
});
