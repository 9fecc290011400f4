/**
 * Runs a machine, or a branch or iteration that is one, from state to state. What each kind of state does stands in its
 * own file; entering and leaving, retrying and catching are the same for all and stand here.
 */
import { seconds } from '../../../kernel/instant.ts';
import type { Catcher, Machine, QueryLanguage, Retrier, State } from '../asl/definition.ts';
import { LARGEST_DATA, textSize, type Json, type JsonObject } from '../asl/json.ts';
import { assign } from '../asl/query.ts';
import { placeResult } from '../asl/result-path.ts';
import { StatesError, takes } from '../asl/states-error.ts';
import type { ExecutionFacts } from './execution-facts.ts';
import type { Fiber } from './fiber.ts';
import { Frame, type Outcome, type Surroundings } from './frame.ts';
import { runChoice } from './choice-state.ts';
import { runMap } from './map-state.ts';
import { runParallel } from './parallel-state.ts';
import { runFail, runPass, runSucceed, runWait } from './plain-states.ts';
import { runTask } from './task-state.ts';

/** @throws StatesError when the machine fails; Halted when it is told to stop */
export async function runMachine(
  facts: ExecutionFacts,
  fiber: Fiber,
  machine: Machine,
  input: Json,
  around: Surroundings = { language: 'JSONPath', context: {} },
): Promise<Json> {
  const { context } = around;
  const language = machine.QueryLanguage ?? around.language;
  let data = input;
  let name = machine.StartAt;
  for (;;) {
    const state = machine.States[name]!;
    const { output, next } = await runState(facts, fiber, { name, state, language, raw: data, context });
    if (next === undefined) return output;
    data = output;
    name = next;
  }
}

interface Entry {
  readonly name: string;
  readonly state: State;
  readonly language: QueryLanguage;
  readonly raw: Json;
  readonly context: JsonObject;
}

export async function runState(facts: ExecutionFacts, fiber: Fiber, entry: Entry): Promise<Outcome> {
  const { name, state, raw } = entry;
  const text = JSON.stringify(raw);
  const entered = fiber.emit(`${state.Type}StateEntered`, {
    name,
    input: text,
    inputDetails: { truncated: false },
  });
  const language = state.QueryLanguage ?? entry.language;
  const frame = new Frame(facts, fiber, {
    ...entry,
    language,
    around: entry.language,
    entered: entered.id,
    runMachine,
  });
  const outcome = await attempt(frame);
  if (outcome.assigned !== undefined) fiber.variables = { ...fiber.variables, ...outcome.assigned };
  const output = JSON.stringify(outcome.output);
  fiber.emit(`${state.Type}StateExited`, {
    name,
    output,
    outputDetails: { truncated: false },
    ...(outcome.assigned !== undefined && {
      assignedVariables: shownVariables(outcome.assigned),
      assignedVariablesDetails: { truncated: false },
    }),
  });
  return outcome;
}

/** Runs the state until it succeeds, or neither Retry nor Catch takes its error. */
async function attempt(frame: Frame): Promise<Outcome> {
  const { fiber, state } = frame;
  const tried = new Map<Retrier, number>();
  for (;;) {
    try {
      const outcome = await work(frame);
      checkSize(frame, outcome.output);
      return outcome;
    } catch (thrown) {
      if (!(thrown instanceof StatesError)) throw thrown;
      const error = told(frame, thrown);
      const retrier = state.Retry?.find(({ ErrorEquals }) => takes(ErrorEquals, error));
      const times = retrier === undefined ? 0 : (tried.get(retrier) ?? 0);
      if (retrier !== undefined && times < (retrier.MaxAttempts ?? 3)) {
        frame.facts.trial?.retry(error);
        tried.set(retrier, times + 1);
        frame.retries += 1;
        await fiber.waitUntil(fiber.now + pause(retrier, times, fiber));
        continue;
      }
      const catcher = state.Catch?.find(({ ErrorEquals }) => takes(ErrorEquals, error));
      if (catcher === undefined) throw error;
      return caught(frame, catcher, error);
    }
  }
}

function work(frame: Frame): Promise<Outcome> | Outcome {
  switch (frame.state.Type) {
    case 'Pass':
      return runPass(frame);
    case 'Task':
      return runTask(frame);
    case 'Choice':
      return runChoice(frame);
    case 'Wait':
      return runWait(frame);
    case 'Succeed':
      return runSucceed(frame);
    case 'Fail':
      return runFail(frame);
    case 'Parallel':
      return runParallel(frame);
    case 'Map':
      return runMap(frame);
  }
}

/** In milliseconds. */
function pause(retrier: Retrier, times: number, fiber: Fiber): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
  const longest = seconds(Math.min(IntervalSeconds * BackoffRate ** times, MaxDelaySeconds));
  return retrier.JitterStrategy === 'FULL' ? Math.floor(fiber.random() * longest) : longest;
}

/** Errors of evaluation say where they happened; those of JSONata have an event of their own. */
function told({ fiber, name, entered }: Frame, error: StatesError): StatesError {
  const evaluated = error.location !== undefined;
  if (!evaluated && error.error !== 'States.Runtime') return error;
  if (error.causeText?.startsWith('An error occurred while executing') === true) return error;
  const cause = `An error occurred while executing the state '${name}' (entered at the event id #${entered.id}). ${error.causeText}`;
  if (evaluated) {
    fiber.emit('EvaluationFailed', {
      cause,
      error: error.error ?? '',
      ...(error.location !== '' && { location: error.location }),
      state: name,
    });
  }
  return new StatesError(error.error, cause);
}

async function caught(frame: Frame, catcher: Catcher, error: StatesError): Promise<Outcome> {
  const { jsonata, raw } = frame;
  frame.facts.trial?.caught(error);
  const { output: errorOutput } = error;
  const data = frame.data(jsonata ? raw : errorOutput, jsonata ? { errorOutput } : {});
  const assigned = await assign(catcher, jsonata, data, frame.fiber);
  const output = jsonata
    ? catcher.Output === undefined
      ? errorOutput
      : await frame.fill(catcher.Output, 'Output', data)
    : placeResult(raw, catcher.ResultPath, errorOutput);
  return { output, next: catcher.Next, assigned };
}

function checkSize({ name }: Frame, output: Json): void {
  if (textSize(JSON.stringify(output)) <= LARGEST_DATA) return;
  throw new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

const shownVariables = (assigned: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)]));
