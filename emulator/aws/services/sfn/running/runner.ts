/**
 * Runs executions. Starting one writes its record and a delivery to the runner in one transaction; the delivery is done
 * when the execution has ended, so that one which a stop of the process interrupts is taken up again, and finds in its
 * history how far it was.
 */
import { minutes, seconds, type Instant } from '../../../kernel/instant.ts';
import type { Cause } from '../../../kernel/journal.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { arn, parseArn, type Scope } from '../../../kernel/scope.ts';
import type { Machine as Definition } from '../asl/definition.ts';
import type { Json, JsonObject } from '../asl/json.ts';
import { StatesError } from '../asl/states-error.ts';
import type { Ending, ExecutionRow, Executions, NewExecution } from '../executions.ts';
import type { RevisionSettings } from '../machine.ts';
import type { Machines } from '../machines.ts';
import type { MapRunLimits, MapRuns } from '../map-runs.ts';
import type { Callbacks } from '../tasks/callbacks.ts';
import type { Child, ChildOutcome, Children } from './children.ts';
import { announceCall, announceEnd, announceStart, bill } from './announcements.ts';
import type { ExecutionFacts } from './execution-facts.ts';
import { executionLog } from './execution-log.ts';
import { Fiber, Halted } from './fiber.ts';
import type { Histories, History } from './history.ts';
import { runMachine } from './interpreter.ts';

const TOPIC = 'sfn.execution';
const LONGEST_EXPRESS = minutes(5);

interface Parts {
  readonly kernel: Kernel;
  readonly machines: Machines;
  readonly executions: Executions;
  readonly histories: Histories;
  readonly mapRuns: MapRuns;
  readonly callbacks: Callbacks;
}

/** An execution that is to be; the journal's entry of it is made when it is started. */
type Beginning = Omit<NewExecution, 'journal'>;

/** An execution that is at it, and how it ends when it is told to. */
interface Live {
  readonly fiber: Fiber;
  ending: Ending | undefined;
}

export class Runner implements Children {
  readonly #parts: Parts;
  readonly #definitions = new Map<number, Definition>();
  readonly #live = new Map<string, Live>();
  readonly #listeners = new Map<string, Set<() => void>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.kernel.outbox.handle<{ readonly execution: number }>(TOPIC, ({ payload }) =>
      this.#take(payload.execution),
    );
  }

  /**
   * Starts an execution; part of the surrounding transaction.
   *
   * @param cause the journal's entry of the call that starts it
   */
  start(execution: Beginning, cause: Cause): ExecutionRow {
    const { kernel, executions } = this.#parts;
    const row = executions.add({ ...execution, journal: announceCall(kernel, execution, cause) });
    kernel.outbox.add(TOPIC, { execution: row.id }, { cause: row.journal });
    return row;
  }

  /** Runs an express execution while its caller waits. */
  async runNow(execution: Beginning, cause: Cause): Promise<Ending & { readonly stopped: Instant }> {
    const row: ExecutionRow = {
      ...execution,
      journal: announceCall(this.#parts.kernel, execution, cause),
      id: 0,
      status: 'RUNNING',
      output: null,
      error: null,
      cause: null,
      stopped: null,
    };
    const ending = await this.#run(row);
    return { ...ending, stopped: this.#parts.kernel.clock.now() };
  }

  /** Ends an execution that is running. */
  stop(row: ExecutionRow, ending: Ending): void {
    const live = this.#live.get(row.arn);
    if (live === undefined) {
      this.#end(row, this.#parts.histories.open(row.id, true), ending);
      return;
    }
    live.ending = ending;
    live.fiber.halt();
    this.#end(row, live.fiber.ground.history, ending);
  }

  async #take(id: number): Promise<void> {
    const row = this.#parts.executions.byId(id);
    if (row?.status !== 'RUNNING' || this.#live.has(row.arn)) return;
    await this.#run(row);
  }

  async #run(row: ExecutionRow): Promise<Ending> {
    const { machines, histories, kernel } = this.#parts;
    const revision = machines.revision(row.revision);
    const told = executionLog(kernel, row, JSON.parse(revision.settings) as RevisionSettings);
    const history = histories.open(row.id, row.express === 0, told);
    const facts = this.#facts(row, revision.role);
    const fiber = new Fiber({ clock: this.#parts.kernel.clock, history, seed: row.arn }, '', {}, row.started);
    return this.#drive(row, facts, fiber, this.#definition(row.revision, revision.definition));
  }

  /** From the first event to the last. */
  async #drive(
    row: ExecutionRow,
    facts: ExecutionFacts,
    fiber: Fiber,
    definition: Definition,
  ): Promise<Ending> {
    const { kernel } = this.#parts;
    const live: Live = { fiber, ending: undefined };
    this.#live.set(row.arn, live);
    const longest = row.express === 1 ? LONGEST_EXPRESS : Number.POSITIVE_INFINITY;
    const limit = Math.min(seconds(definition.TimeoutSeconds ?? Number.POSITIVE_INFINITY), longest);
    const cancel = Number.isFinite(limit)
      ? kernel.clock.schedule(row.started + limit, () =>
          this.stop(row, { status: 'TIMED_OUT', error: 'States.Timeout' }),
        )
      : undefined;
    if (fiber.recorded === undefined) announceStart(kernel, row);
    try {
      const { roleArn } = facts;
      fiber.emit(
        'ExecutionStarted',
        { input: row.input, inputDetails: { truncated: false }, roleArn },
        { aside: true },
      );
      const output = JSON.stringify(await runMachine(facts, fiber, definition, facts.input));
      return this.#end(row, fiber.ground.history, { status: 'SUCCEEDED', output }, fiber);
    } catch (error) {
      if (error instanceof Halted && live.ending !== undefined) return live.ending;
      if (!(error instanceof StatesError)) throw error;
      const ending: Ending = { status: 'FAILED', error: error.error, cause: error.causeText };
      return this.#end(row, fiber.ground.history, ending, fiber);
    } finally {
      cancel?.();
      this.#live.delete(row.arn);
    }
  }

  #end(row: ExecutionRow, history: History, ending: Ending, fiber?: Fiber): Ending {
    const { kernel, executions } = this.#parts;
    const { store, clock } = kernel;
    const now = clock.now();
    store.transact(() => {
      const { type, details } = lastEvent(ending);
      history.append('end', { type, previous: fiber?.previous ?? history.length, at: now, details }, true);
      if (row.id !== 0 && row.express === 1 && row.map_run === null) executions.remove(row);
      else if (row.id !== 0) executions.end(row, ending, now);
      store.afterCommit(() => {
        announceEnd(kernel, row, ending, now);
        bill(kernel, row, history.transitions, now);
        for (const told of this.#listeners.get(row.arn) ?? []) told();
      });
    });
    return ending;
  }

  #facts(row: ExecutionRow, roleArn: string): ExecutionFacts {
    const { kernel, callbacks } = this.#parts;
    const { accountId, region, resource } = parseArn(row.machine_arn)!;
    return {
      kernel,
      callbacks,
      children: this,
      id: row.id,
      arn: row.arn,
      name: row.name,
      input: JSON.parse(row.input) as Json,
      roleArn,
      startedAt: row.started,
      machineArn: row.machine_arn,
      machineName: resource.split(':')[1] ?? '',
      scope: { accountId, region, partition: 'aws' },
      express: row.express === 1,
      cause: row.journal,
    };
  }

  #definition(revision: number, text: string): Definition {
    const known = this.#definitions.get(revision) ?? (JSON.parse(text) as Definition);
    if (this.#definitions.size >= 500) this.#definitions.clear();
    this.#definitions.set(revision, known);
    return known;
  }

  outcome(executionArn: string): { readonly running: boolean } | undefined {
    const row = this.#parts.executions.byArn(executionArn);
    return row && { running: row.status === 'RUNNING' };
  }

  onEnd(executionArn: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(executionArn) ?? new Set();
    this.#listeners.set(executionArn, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(executionArn);
    };
  }

  describe(executionArn: string): JsonObject {
    const row = this.#parts.executions.byArn(executionArn);
    if (row === undefined) return { ExecutionArn: executionArn, Status: 'FAILED' };
    return {
      ...(row.cause !== null && { Cause: row.cause }),
      ...(row.error !== null && { Error: row.error }),
      ExecutionArn: row.arn,
      Input: row.input,
      InputDetails: { Included: true },
      Name: row.name,
      ...(row.output !== null && { Output: row.output, OutputDetails: { Included: true } }),
      RedriveCount: 0,
      RedriveStatus: 'NOT_REDRIVABLE',
      StartDate: row.started,
      StateMachineArn: row.machine_arn,
      Status: row.status,
      ...(row.stopped !== null && { StopDate: row.stopped }),
    };
  }

  startMapRun(
    facts: ExecutionFacts,
    label: string,
    id: string,
    limits: MapRunLimits,
  ): { readonly arn: string } {
    const runArn = arn('states', facts.scope, `mapRun:${facts.machineName}/${label}:${id}`);
    const { machineArn, arn: executionArn } = facts;
    this.#parts.mapRuns.start({
      arn: runArn,
      executionArn,
      machineArn,
      limits,
      now: this.#parts.kernel.clock.now(),
    });
    return { arn: runArn };
  }

  countItems(mapRunArn: string, items: number): void {
    this.#parts.mapRuns.count(mapRunArn, items);
  }

  endMapRun(mapRunArn: string, status: 'SUCCEEDED' | 'FAILED' | 'ABORTED'): void {
    this.#parts.mapRuns.end(mapRunArn, status, this.#parts.kernel.clock.now());
  }

  async runChild(parent: ExecutionFacts, strand: Fiber, child: Child): Promise<ChildOutcome> {
    const { executions, histories, kernel } = this.#parts;
    const executionArn = childArn(parent.scope, parent.machineName, child);
    const row =
      executions.byArn(executionArn) ??
      executions.add({
        arn: executionArn,
        machine_arn: `${parent.machineArn}/${child.label}`,
        revision: executions.byId(parent.id)?.revision ?? 0,
        name: child.name,
        express: child.express ? 1 : 0,
        input: JSON.stringify(child.input),
        started: kernel.clock.now(),
        qualifier_arn: null,
        map_run: child.runArn,
        journal: parent.cause,
      });
    if (row.status !== 'RUNNING') return outcomeOf(row);
    const history = histories.open(row.id, !child.express);
    const fiber = strand.adopt(
      new Fiber({ clock: kernel.clock, history, seed: row.arn }, '', {}, row.started),
    );
    const { id, arn: own, name, started } = row;
    const facts: ExecutionFacts = { ...parent, id, arn: own, name, input: child.input, startedAt: started };
    const definition: Definition = { QueryLanguage: child.language, ...child.processor };
    try {
      await this.#drive(row, facts, fiber, definition);
    } catch (error) {
      if (error instanceof Halted) this.#end(row, history, { status: 'ABORTED' }, fiber);
      throw error;
    }
    return outcomeOf(executions.byArn(executionArn)!);
  }
}

const childArn = (scope: Scope, machineName: string, { label, name }: Child): string =>
  arn('states', scope, `execution:${machineName}/${label}:${name}`);

const outcomeOf = (row: ExecutionRow): ChildOutcome => ({
  arn: row.arn,
  name: row.name,
  machineArn: row.machine_arn,
  status: row.status as ChildOutcome['status'],
  input: JSON.parse(row.input) as Json,
  output: row.output === null ? undefined : (JSON.parse(row.output) as Json),
  error: row.error ?? undefined,
  cause: row.cause ?? undefined,
  started: row.started,
  stopped: row.stopped!,
});

function lastEvent({ status, output, error, cause }: Ending): { type: string; details: JsonObject } {
  const why: JsonObject = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
  switch (status) {
    case 'SUCCEEDED':
      return {
        type: 'ExecutionSucceeded',
        details: { output: output!, outputDetails: { truncated: false } },
      };
    case 'FAILED':
      return { type: 'ExecutionFailed', details: why };
    case 'TIMED_OUT':
      return { type: 'ExecutionTimedOut', details: why };
    case 'ABORTED':
      return { type: 'ExecutionAborted', details: why };
  }
}
