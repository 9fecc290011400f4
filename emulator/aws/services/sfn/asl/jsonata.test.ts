import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { partOf, workbench } from '../testing/workbench.ts';

let cloud: Cloud;
let bench: ReturnType<typeof workbench>;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-01-01T00:00:00Z') });
  bench = workbench(cloud);
});
afterAll(() => cloud.close(0));

const machine = (States: object) => ({ QueryLanguage: 'JSONata', StartAt: Object.keys(States)[0], States });
const output = (Output: unknown, input: unknown = {}) =>
  bench.run(machine({ A: { Type: 'Pass', Output, End: true } }), input);

test('expressions stand anywhere in an output', async () => {
  const template = {
    sum: '{% $sum($states.input.n) %}',
    list: ['{% $states.input.n[0] %}', 'text'],
    plain: 1,
  };
  expect(await output(template, { n: [1, 2, 3] })).toEqual({
    status: 'SUCCEEDED',
    output: { sum: 6, list: [1, 'text'], plain: 1 },
  });
});

test('Step Functions’ own functions are there', async () => {
  const template = {
    partition: '{% $partition([1,2,3,4], 3) %}',
    range: '{% $range(0, 10, 5) %}',
    hash: '{% $hash("input data", "SHA-1") %}',
    parse: '{% $parse("{\\"a\\":1}") %}',
    now: '{% $now() %}',
    uuid: '{% $length($uuid()) %}',
    random: '{% $random() < 1 %}',
    seeded: '{% $random(42) %}',
  };
  expect(await output(template)).toMatchObject({
    output: {
      partition: [[1, 2, 3], [4]],
      range: [0, 5, 10],
      hash: 'aaff4a450a104cd177d28d18d74485e8cae074b7',
      parse: { a: 1 },
      now: '2026-01-01T00:00:00.000Z',
      uuid: 36,
      random: true,
      seeded: 0.7275636800328681,
    },
  });
});

test('variables are assigned when a state ends, and seen from branches', async () => {
  const definition = machine({
    A: { Type: 'Pass', Assign: { x: '{% $states.input.v %}', y: 5 }, Next: 'B' },
    B: {
      Type: 'Parallel',
      Branches: [partOf({ Type: 'Pass', Output: '{% $x + $y %}' })],
      Assign: { y: 6 },
      Output: { result: '{% $states.result %}', before: '{% $y %}' },
      Next: 'C',
    },
    C: { Type: 'Pass', Output: { in: '{% $states.input %}', y: '{% $y %}' }, End: true },
  });
  expect(await bench.run(definition, { v: 1 })).toMatchObject({
    output: { in: { result: [6], before: 5 }, y: 6 },
  });
});

test('a Choice takes conditions, a Map items, a Wait and a Fail expressions', async () => {
  const definition = machine({
    W: { Type: 'Wait', Seconds: '{% $states.input.wait %}', Next: 'C' },
    C: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $count($states.input.n) > 1 %}', Next: 'M' }],
      Default: 'F',
    },
    M: {
      Type: 'Map',
      Items: '{% $states.input.n %}',
      ItemSelector: { v: '{% $states.context.Map.Item.Value * 2 %}' },
      ItemProcessor: partOf({ Type: 'Pass', Output: '{% $states.input.v %}' }),
      End: true,
    },
    F: { Type: 'Fail', Error: 'Few', Cause: '{% "only " & $count($states.input.n) %}' },
  });
  expect(await bench.run(definition, { wait: 0, n: [1, 2] })).toMatchObject({ output: [2, 4] });
  expect(await bench.run(definition, { wait: 0, n: [1] })).toEqual({
    status: 'FAILED',
    error: 'Few',
    cause: 'only 1',
  });
});

test('an expression that gives nothing fails as recorded, with an event of its own', async () => {
  const execution = await bench.start(
    machine({ A: { Type: 'Pass', Output: '{% $states.input.no %}', End: true } }),
  );
  const cause =
    "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$states.input.no' specified for the field 'Output' returned nothing (undefined).";
  expect(await bench.describe(execution)).toEqual({
    status: 'FAILED',
    error: 'States.QueryEvaluationError',
    cause,
  });
  expect((await bench.history(execution))[2]).toMatchObject({
    type: 'EvaluationFailed',
    evaluationFailedEventDetails: {
      cause,
      error: 'States.QueryEvaluationError',
      location: 'Output',
      state: 'A',
    },
  });
});

test('a result of a wrong type is told', async () => {
  const state = {
    Type: 'Map',
    Items: '{% 1 %}',
    ItemProcessor: partOf({ Type: 'Pass' }),
    End: true,
  };
  expect(await bench.run(machine({ A: state }))).toMatchObject({
    error: 'States.QueryEvaluationError',
    cause: expect.stringContaining(
      "The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1",
    ) as string,
  });
});

test('an error of evaluation can be caught', async () => {
  const definition = machine({
    A: {
      Type: 'Parallel',
      Branches: [partOf({ Type: 'Pass', Output: '{% $error("no") %}' })],
      Catch: [
        {
          ErrorEquals: ['States.QueryEvaluationError'],
          Output: '{% $states.errorOutput.Error %}',
          Next: 'B',
        },
      ],
      End: true,
    },
    B: { Type: 'Pass', End: true },
  });
  expect(await bench.run(definition)).toEqual({ status: 'SUCCEEDED', output: 'States.QueryEvaluationError' });
});

test('an expression without end fails, and holds nobody up', async () => {
  expect(await output('{% ($f := function($n) { 1 + $f($n) }; $f(1)) %}')).toMatchObject({
    status: 'FAILED',
    error: 'States.QueryEvaluationError',
  });
});

test('fields of the other language are refused', async () => {
  await expect(
    bench.create(machine({ A: { Type: 'Pass', InputPath: '$.a', End: true } })),
  ).rejects.toMatchObject({
    name: 'InvalidDefinition',
    message:
      "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/A'",
  });
});

test.for([
  [
    'a regular expression that backtracks',
    '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
  ],
  ['a function that calls itself', '($f := function($x) { $f($x) + 1 }; $f(1))'],
  ['a range of a billion', '$sum([1..1000000000])'],
  ['text that doubles', '$reduce([1..60], function($a, $b) { $a & $a }, "x")'],
  ['padding', '$pad("x", 1000000000)'],
] as const)('an expression without end fails its state and nothing else: %s', async ([, expression]) => {
  expect(await output(`{% ${expression} %}`)).toMatchObject({
    status: 'FAILED',
    error: 'States.QueryEvaluationError',
  });
});

test('an expression reaches no object of the emulator', async () => {
  for (const expression of [
    '$states.input.constructor.constructor("return process")()',
    '$lookup({}, "__proto__").polluted',
    '$merge([{"__proto__": {"polluted": 1}}]).polluted',
    '($x := {"constructor": {"prototype": {"polluted": 1}}}; $merge([$states.input, $x]).polluted)',
  ]) {
    expect(await output(`{% ${expression} %}`)).toMatchObject({ status: 'FAILED' });
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
