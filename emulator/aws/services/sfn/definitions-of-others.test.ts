import { LINTED_DEFINITIONS, PERFORMED_DEFINITIONS, PERFORMED_EXECUTIONS } from '#fixtures';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { startModules } from './testing/modules.ts';
import { ROLE, workbench } from './testing/workbench.ts';

let cloud: Cloud;
let bench: ReturnType<typeof workbench>;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-01-01T00:00:00Z') });
  bench = workbench(cloud);
  await startModules(cloud);
}, 60_000);
afterAll(() => cloud.close(0));

/** Their resources are `foo:bar`, `module:add` and functions of accounts that nobody has: here they are functions. */
const withFunctions = (definition: object): string =>
  JSON.stringify(definition).replaceAll(
    /"Resource":"(?!arn:aws:states:::)(?:module:)?([^"]*)"/g,
    (_resource, name: string) =>
      `"Resource":"arn:aws:lambda:us-east-1:000000000000:function:${name.replaceAll(/\W/g, '-')}"`,
  );

test.for(LINTED_DEFINITIONS.filter(({ valid }) => valid))('$says ($name)', async ({ name, definition }) => {
  const text = withFunctions(definition);
  expect(await bench.sfn.validateStateMachineDefinition({ definition: text })).toMatchObject({
    result: 'OK',
    diagnostics: [],
  });
  const { stateMachineArn } = await bench.sfn.createStateMachine({ name, definition: text, roleArn: ROLE });
  expect(stateMachineArn).toMatch(`:stateMachine:${name}`);
});

test.for(LINTED_DEFINITIONS.filter(({ valid }) => !valid))('$says ($name)', async ({ name, definition }) => {
  const text = withFunctions(definition);
  const { result, diagnostics } = await bench.sfn.validateStateMachineDefinition({ definition: text });
  expect(result).toBe('FAIL');
  await expect(bench.sfn.createStateMachine({ name, definition: text, roleArn: ROLE })).rejects.toMatchObject(
    {
      name: 'InvalidDefinition',
      message: expect.stringContaining(`'${diagnostics![0]!.code}: ${diagnostics![0]!.message} at`) as string,
    },
  );
});

const machine = (name: string) => JSON.parse(withFunctions(PERFORMED_DEFINITIONS[name]!)) as object;

/** Their executions, each with what AWS makes of it. */
const ENDINGS = PERFORMED_EXECUTIONS.filter(({ waits }) => waits === undefined).map((execution) => ({
  name: execution.machine,
  input: execution.input,
  ...(execution.onAws ?? execution),
}));

async function ending(name: string, input: unknown) {
  const started = await bench.start(machine(name), input);
  await cloud.clock.advance(2_000);
  return bench.describe(started);
}

test.for(ENDINGS.filter(({ error }) => error === undefined))(
  '$name of $input succeeds',
  { timeout: 60_000 },
  async ({ name, input, output }) => {
    const ended = await ending(name, input);
    expect(ended).toEqual({ status: 'SUCCEEDED', output: output ?? ended.output });
  },
);

test.for(ENDINGS.filter(({ error }) => error !== undefined))(
  '$name of $input fails with $error',
  { timeout: 60_000 },
  async ({ name, input, error }) => {
    expect(await ending(name, input)).toMatchObject({ status: 'FAILED', error });
  },
);

test.for(PERFORMED_EXECUTIONS.filter(({ waits }) => waits !== undefined))(
  '$machine ends after $waits seconds',
  async ({ machine: name, waits = 0 }) => {
    const waitUntil = new Date(cloud.clock.now() + 4_000).toISOString();
    const started = await bench.start(machine(name), { waitFor: 3, waitUntil });
    await cloud.clock.advance(waits * 1_000 - 1);
    expect(await bench.describe(started)).toEqual({ status: 'RUNNING' });
    await cloud.clock.advance(1);
    expect(await bench.describe(started)).toMatchObject({ status: 'SUCCEEDED' });
  },
);
