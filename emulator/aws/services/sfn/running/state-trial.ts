/** Runs one state by itself: TestState (developer guide "Using TestState API", 2026-11; recordings of 2025-11-14). */
import type { InspectionData, TestExecutionStatus } from '@aws-sdk/client-sfn';
import type { QueryLanguage, State } from '../asl/definition.ts';
import type { Json, JsonObject } from '../asl/json.ts';
import type { Variables } from '../asl/query.ts';
import { StatesError } from '../asl/states-error.ts';
import type { ExecutionFacts, Trial } from './execution-facts.ts';
import { Fiber } from './fiber.ts';
import type { History } from './history.ts';
import { runState } from './interpreter.ts';

export interface TrialRequest {
  readonly name: string;
  readonly state: State;
  readonly language: QueryLanguage;
  readonly input: Json;
  readonly context: JsonObject;
  readonly variables: Variables;
  readonly mock: (() => Json) | undefined;
}

export interface TrialResult {
  readonly status: TestExecutionStatus;
  readonly output?: string;
  readonly nextState?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly inspectionData: InspectionData;
}

/** Ends a trial at the point where the state would wait to try again. */
class Retriable extends Error {
  readonly error: StatesError;

  constructor(error: StatesError) {
    super();
    this.error = error;
  }
}

export async function tryState(
  facts: Omit<ExecutionFacts, 'trial'>,
  history: History,
  request: TrialRequest,
): Promise<TrialResult> {
  const { name, state, language, input: raw, context, variables, mock } = request;
  const inspected: Record<string, string> = { input: JSON.stringify(raw) };
  let caught: StatesError | undefined;
  const trial: Trial = {
    mock,
    inspect(field, value) {
      inspected[field] = JSON.stringify(value);
    },
    retry(error) {
      throw new Retriable(error);
    },
    caught(error) {
      caught = error;
    },
  };
  const fiber = new Fiber(
    { clock: facts.kernel.clock, history, seed: facts.arn },
    '',
    variables,
    facts.startedAt,
  );
  try {
    const outcome = await runState({ ...facts, trial }, fiber, { name, state, language, raw, context });
    if (Object.keys(fiber.variables).length > 0) inspected['variables'] = JSON.stringify(fiber.variables);
    return {
      status: caught === undefined ? 'SUCCEEDED' : 'CAUGHT_ERROR',
      output: JSON.stringify(outcome.output),
      nextState: outcome.next,
      error: caught?.error,
      cause: caught?.causeText,
      inspectionData: inspected,
    };
  } catch (thrown) {
    const error = thrown instanceof Retriable ? thrown.error : thrown;
    if (!(error instanceof StatesError)) throw thrown;
    return {
      status: thrown instanceof Retriable ? 'RETRIABLE' : 'FAILED',
      error: error.error,
      cause: error.causeText,
      inspectionData: inspected,
    };
  }
}
