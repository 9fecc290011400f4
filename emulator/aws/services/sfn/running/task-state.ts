/**
 * Task: does one thing elsewhere, and waits for its answer, its end or its token. The outcome goes into the history before
 * anything follows from it, so a task whose end was seen is not done again after a restart; one that was under way is.
 */
import { seconds, type Instant } from '../../../kernel/instant.ts';
import { asText, LARGEST_DATA, textSize, type Json, type JsonObject } from '../asl/json.ts';
import type { Data } from '../asl/query.ts';
import { StatesError } from '../asl/states-error.ts';
import { callService, functionFailure, parse } from '../tasks/service-call.ts';
import { readResource, type Resource } from '../tasks/resource.ts';
import { startNested } from '../tasks/nested-execution.ts';
import { rolePrincipal } from '../../../kernel/role-principal.ts';
import { finish } from './finish.ts';
import { membersOf, type Frame, type Outcome } from './frame.ts';

/** What the parts of a task's run share. */
export interface Task {
  readonly frame: Frame;
  readonly resource: Resource;
  readonly parameters: Json;
  readonly token: string;
  /** When it is too late. */
  readonly deadline: Instant | undefined;
  /** In milliseconds. */
  readonly heartbeat: number | undefined;
  /** How events begin: `Task`, `LambdaFunction`. */
  readonly events: string;
  /** What all events of the task tell. */
  readonly facts: JsonObject;
}

const TIMED_OUT = Symbol('timed out');
const LATE = Symbol('no heartbeat');
type Ended = { readonly result: Json } | typeof TIMED_OUT | typeof LATE;

export async function runTask(frame: Frame): Promise<Outcome> {
  const resource = readResource(frame.state.Resource ?? '');
  if (resource === undefined)
    throw new StatesError('States.Runtime', `The resource ${frame.state.Resource} does not exist.`);
  const token = Buffer.from(`${frame.facts.arn} ${frame.fiber.uuid()}`).toString('base64url');
  const waitsForToken = resource.kind === 'service' && resource.waiting === 'token';
  const { data, parameters } = await effectiveParameters(frame, waitsForToken ? { Token: token } : undefined);
  if (frame.facts.trial?.mock !== undefined) return finish(frame, frame.facts.trial.mock());
  const timeout = await frame.number('TimeoutSeconds', data);
  const heartbeat = await frame.number('HeartbeatSeconds', data);
  const limits: JsonObject = {
    ...(timeout !== undefined && { timeoutInSeconds: timeout }),
    ...(heartbeat !== undefined && { heartbeatInSeconds: heartbeat }),
  };
  const events = resource.kind === 'function' ? 'LambdaFunction' : 'Task';
  const facts: JsonObject =
    resource.kind === 'function' ? {} : { resource: resource.name, resourceType: resource.type };
  const scheduled = frame.fiber.emit(
    `${events}Scheduled`,
    scheduledDetails(frame, resource, parameters, limits),
  );
  frame.fiber.emit(`${events}Started`, resource.kind === 'function' ? undefined : facts);
  const deadline = timeout === undefined ? undefined : scheduled.at + seconds(timeout);
  const task: Task = {
    frame,
    resource,
    parameters,
    token,
    deadline,
    heartbeat: heartbeat === undefined ? undefined : seconds(heartbeat),
    events,
    facts,
  };
  const result = await outcomeOf(task);
  frame.facts.trial?.inspect('result', result);
  return finish(frame, result);
}

async function effectiveParameters(
  frame: Frame,
  Task: JsonObject | undefined,
): Promise<{ data: Data; parameters: Json }> {
  const { state, raw } = frame;
  const input = frame.jsonata ? raw : frame.input();
  const data = frame.data(input, Task === undefined ? {} : { Task });
  const template = frame.jsonata ? state.Arguments : state.Parameters;
  const field = frame.jsonata ? 'Arguments' : 'Parameters';
  const parameters = template === undefined ? input : await frame.fill(template, field, data);
  frame.facts.trial?.inspect(`after${field}`, parameters);
  return { data, parameters };
}

function scheduledDetails(
  { facts, state, fiber }: Frame,
  resource: Resource,
  parameters: Json,
  limits: JsonObject,
): JsonObject {
  const text = JSON.stringify(parameters);
  const credentials = state.Credentials === undefined ? undefined : membersOf(state.Credentials)['RoleArn'];
  const more: JsonObject =
    typeof credentials === 'string' ? { taskCredentials: { roleArn: credentials } } : {};
  fiber.check();
  if (resource.kind === 'function') {
    return { input: text, inputDetails: { truncated: false }, resource: resource.arn, ...limits, ...more };
  }
  const { region } = facts.scope;
  return {
    parameters: text,
    region,
    resource: resource.name,
    resourceType: resource.type,
    ...limits,
    ...more,
  };
}

/** The result, seen now or before a restart. */
async function outcomeOf(task: Task): Promise<Json> {
  const { frame, events, facts } = task;
  const { fiber } = frame;
  const known = fiber.recorded;
  if (known?.type === `${events}Succeeded`) {
    fiber.emit(known.type, known.details);
    return JSON.parse(asText(known.details!['output'])) as Json;
  }
  if (known?.type === `${events}Failed` || known?.type === `${events}TimedOut`) {
    fiber.emit(known.type, known.details);
    const { error, cause } = membersOf(known.details);
    throw new StatesError(error as string | undefined, cause as string | undefined);
  }
  try {
    const ended = await perform(task);
    if (typeof ended === 'symbol') {
      const error = ended === LATE ? 'States.HeartbeatTimeout' : 'States.Timeout';
      fiber.emit(`${events}TimedOut`, { error, ...facts });
      throw new StatesError(error, undefined, undefined);
    }
    const output = JSON.stringify(ended.result);
    checkResult(task, output);
    fiber.emit(`${events}Succeeded`, { output, outputDetails: { truncated: false }, ...facts });
    return ended.result;
  } catch (error) {
    if (error instanceof StatesError && !error.error?.endsWith('Timeout')) {
      fiber.emit(`${events}Failed`, {
        ...(error.error !== undefined && { error: error.error }),
        ...(error.causeText !== undefined && { cause: error.causeText }),
        ...facts,
      });
    }
    throw error;
  }
}

function checkResult({ resource }: Task, output: string): void {
  if (textSize(output) <= LARGEST_DATA) return;
  const name = resource.kind === 'function' ? resource.arn : resource.type;
  throw new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

async function perform(task: Task): Promise<Ended> {
  const { resource, frame, deadline } = task;
  const { fiber } = frame;
  if (resource.kind === 'function') {
    const ended = await fiber.before(deadline, () => invokeFunction(task, resource.arn));
    return ended ?? TIMED_OUT;
  }
  if (resource.waiting.startsWith('sync')) return (await startNested(task, resource, submit)) ?? TIMED_OUT;
  if (resource.waiting === 'token') return (await submit(task)) === undefined ? TIMED_OUT : awaitToken(task);
  const ended = await fiber.before(deadline, async () => ({ result: await call(task) }));
  return ended ?? TIMED_OUT;
}

/** Does what is to be answered later. What it said at once is an event of its own. */
async function submit(task: Task, parameters: Json = task.parameters): Promise<JsonObject | undefined> {
  const { frame, deadline, token, facts, resource } = task;
  const { fiber } = frame;
  const known = fiber.recorded;
  let output: JsonObject | undefined;
  if (known?.type === 'TaskSubmitted') output = JSON.parse(asText(known.details!['output'])) as JsonObject;
  else {
    if (resource.kind === 'service' && resource.waiting === 'token')
      frame.facts.callbacks.open(token, fiber.now);
    output = await fiber.before(deadline, () => call({ ...task, parameters }));
  }
  if (output === undefined) return undefined;
  fiber.emit('TaskSubmitted', {
    output: JSON.stringify(output),
    outputDetails: { truncated: false },
    ...facts,
  });
  return output;
}

async function awaitToken({ frame, token, deadline, heartbeat }: Task): Promise<Ended> {
  const { callbacks } = frame.facts;
  const { clock } = frame.fiber.ground;
  try {
    for (;;) {
      const { answer, beat } = callbacks.read(token);
      if (answer !== undefined) {
        if ('output' in answer) return { result: parse(answer.output) };
        throw new StatesError(answer.error, answer.cause);
      }
      const late = heartbeat === undefined ? Number.POSITIVE_INFINITY : beat + heartbeat;
      if (clock.now() >= late) return LATE;
      if (deadline !== undefined && clock.now() >= deadline) return TIMED_OUT;
      const until = Math.min(late, deadline ?? Number.POSITIVE_INFINITY);
      await frame.fiber.wait<void>((resume) => {
        const leave = callbacks.listen(token, () => resume());
        const cancel = Number.isFinite(until) ? clock.schedule(until, () => resume()) : undefined;
        return () => {
          leave();
          cancel?.();
        };
      });
    }
  } finally {
    callbacks.close(token);
  }
}

function call({ frame, resource, parameters }: Task): Promise<JsonObject> {
  const { kernel, scope, cause, name } = frame.facts;
  const principal = rolePrincipal(kernel, roleOf(frame), name);
  return callService({
    kernel,
    resource: resource as Resource & { kind: 'service' },
    parameters,
    scope,
    principal,
    cause,
  });
}

const roleOf = ({ state, facts }: Frame): string => {
  const role = membersOf(state.Credentials)['RoleArn'];
  return typeof role === 'string' ? role : facts.roleArn;
};

async function invokeFunction(
  { frame, parameters }: Task,
  functionArn: string,
): Promise<{ readonly result: Json }> {
  const { kernel, scope, cause, name } = frame.facts;
  const resource = readResource('arn:aws:states:::aws-sdk:lambda:invoke') as Resource & { kind: 'service' };
  const principal = rolePrincipal(kernel, roleOf(frame), name);
  const output = await callService({
    kernel,
    resource,
    parameters: { FunctionName: functionArn, Payload: parameters },
    scope,
    principal,
    cause,
  });
  const payload = asText(output['Payload'] ?? 'null');
  if (output['FunctionError'] !== undefined) throw functionFailure(payload);
  return { result: parse(payload) };
}
