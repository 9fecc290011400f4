import type { MockInput, TestStateInput, TestStateOutput } from '@aws-sdk/client-sfn';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { anyMachine } from '../addressing.ts';
import type { Machine, QueryLanguage, State } from '../asl/definition.ts';
import { isObject, type Json, type JsonObject } from '../asl/json.ts';
import { StatesError } from '../asl/states-error.ts';
import { quoteFaults } from '../asl/validation/fault.ts';
import { validate } from '../asl/validation/validate.ts';
import { invalidDefinition, missing, validation } from '../errors.ts';
import { checkInput } from '../execution-input.ts';
import { tryState } from '../running/state-trial.ts';
import type { Sfn } from '../sfn.ts';

const WORKS = new Set(['Task', 'Parallel', 'Map']);
/** What a state by itself cannot be blamed for. */
const OF_WHOLES = new Set(['MISSING_TRANSITION_TARGET', 'MISSING_END_STATE']);

/** One state, or one of a machine's, by itself. */
export const testState: Operation<Sfn, TestStateInput, TestStateOutput> = async (sfn, input, call) => {
  const { definition, roleArn, stateName, mock, inspectionLevel = 'INFO' } = input;
  if (definition === undefined) throw missing('definition');
  const owner = call.scope.accountId;
  call.authorize({ action: 'states:TestState', resource: anyMachine(call.scope), owner });
  if (input.stateConfiguration !== undefined) throw notImplemented('sfn', 'stateConfiguration of TestState');
  const { name, state, language } = stateOf(definition, stateName);
  if (WORKS.has(state.Type) && mock === undefined) {
    if (state.Type !== 'Task')
      throw validation(`State type '${state.Type}' is not supported when a mock is not specified`);
    if (roleArn === undefined) throw validation('roleArn must be specified when a mock is not specified');
  }
  const text = checkInput(input.input);
  const id = call.kernel.ids.uuid();
  const { kernel, callbacks, runner } = sfn;
  const facts = {
    kernel,
    callbacks,
    children: runner,
    id: 0,
    arn: `arn:aws:states:${call.scope.region}:${owner}:express:test:${id}:${id}`,
    name: id,
    input: JSON.parse(text) as Json,
    roleArn: roleArn ?? '',
    startedAt: call.now,
    machineArn: `arn:aws:states:${call.scope.region}:${owner}:stateMachine:test`,
    machineName: 'test',
    scope: call.scope,
    express: true,
    cause: call.seq,
  };
  const { inspectionData, ...result } = await tryState(facts, sfn.histories.open(0, false), {
    name,
    state,
    language,
    input: facts.input,
    context: objectOf(input.context, 'context'),
    variables: objectOf(input.variables, 'variables'),
    mock: mock && (() => mocked(mock)),
  });
  return { ...defined(result), ...(inspectionLevel !== 'INFO' && { inspectionData }) };
};

/** @throws AwsError InvalidDefinition, ValidationException */
function stateOf(
  text: string,
  stateName: string | undefined,
): { name: string; state: State; language: QueryLanguage } {
  const document = parsed(text);
  const whole = isObject(document) && document['States'] !== undefined;
  if (whole && stateName === undefined)
    throw validation('stateName must be specified for a whole state machine');
  const name = stateName ?? 'state';
  const machine = whole ? text : JSON.stringify({ StartAt: name, States: { [name]: document ?? null } });
  const faults = validate(machine, false).filter(({ code }) => whole || !OF_WHOLES.has(code));
  if (faults.length > 0) throw invalidDefinition(quoteFaults(faults));
  const { States, QueryLanguage = 'JSONPath' } = JSON.parse(machine) as Machine;
  const state = States[name];
  if (state === undefined) throw validation(`State not found: ${name}`);
  return { name, state, language: state.QueryLanguage ?? QueryLanguage };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function objectOf(text: string | undefined, field: string): JsonObject {
  const value = text === undefined ? {} : parsed(text);
  if (!isObject(value)) throw validation(`The ${field} must be a JSON object`);
  return value;
}

function mocked({ result, errorOutput }: MockInput): Json {
  if (errorOutput !== undefined) throw new StatesError(errorOutput.error, errorOutput.cause);
  const value = parsed(result ?? 'null');
  if (value === undefined) throw validation('Mocked result must be valid JSON');
  return value;
}

const defined = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
