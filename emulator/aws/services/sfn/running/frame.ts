/** A state that is being run: its strand, its definition and the data its fields are evaluated against. */
import { toIso } from '../../../kernel/instant.ts';
import type { Machine, QueryLanguage, State } from '../asl/definition.ts';
import { isObject, type Json, type JsonObject } from '../asl/json.ts';
import { isExpression, unexpectedType } from '../asl/jsonata.ts';
import { evaluateTemplate, fillTemplate, valueAt, type Data } from '../asl/query.ts';
import { runtimeError } from '../asl/states-error.ts';
import type { ExecutionFacts } from './execution-facts.ts';
import { executionContext } from './execution-facts.ts';
import type { Fiber } from './fiber.ts';

export interface Surroundings {
  readonly language: QueryLanguage;
  /** Parts of the context object that the machine is run in: the item of a Map. */
  readonly context: JsonObject;
}

export type MachineRunner = (
  facts: ExecutionFacts,
  fiber: Fiber,
  machine: Machine,
  input: Json,
  around: Surroundings,
) => Promise<Json>;

export class Frame {
  readonly facts: ExecutionFacts;
  readonly fiber: Fiber;
  readonly name: string;
  readonly state: State;
  readonly language: QueryLanguage;
  /** The state's input before its InputPath. */
  readonly raw: Json;
  readonly entered: { readonly id: number; readonly at: string };
  readonly around: QueryLanguage;
  readonly #more: JsonObject;
  readonly #run: MachineRunner;
  retries = 0;

  constructor(
    facts: ExecutionFacts,
    fiber: Fiber,
    about: {
      readonly name: string;
      readonly state: State;
      readonly language: QueryLanguage;
      /** The machine's, which states within this one are written in too. */
      readonly around: QueryLanguage;
      readonly raw: Json;
      readonly entered: number;
      readonly context: JsonObject;
      readonly runMachine: MachineRunner;
    },
  ) {
    this.facts = facts;
    this.fiber = fiber;
    this.name = about.name;
    this.state = about.state;
    this.language = about.language;
    this.around = about.around;
    this.raw = about.raw;
    this.entered = { id: about.entered, at: toIso(fiber.now) };
    this.#more = about.context;
    this.#run = about.runMachine;
  }

  get jsonata(): boolean {
    return this.language === 'JSONata';
  }

  /** What strands inside the state see of the context object beyond the ordinary: the item of a Map. */
  get context(): JsonObject {
    return this.#more;
  }

  /** Runs a machine that stands in the state: a branch, an item's processor. */
  runMachine(fiber: Fiber, machine: Machine, input: Json, context: JsonObject = this.context): Promise<Json> {
    return this.#run(this.facts, fiber, machine, input, { language: this.around, context });
  }

  data(
    input: Json,
    more: Partial<Data> & { readonly Task?: JsonObject; readonly Map?: JsonObject } = {},
  ): Data {
    const { Task, Map: map, ...rest } = more;
    const context: JsonObject = {
      ...executionContext(this.facts),
      ...this.#more,
      State: { EnteredTime: this.entered.at, Name: this.name, RetryCount: this.retries },
      ...(Task !== undefined && { Task }),
      ...(map !== undefined && { Map: map }),
    };
    return { input, context, variables: this.fiber.variables, ...rest };
  }

  /** The state's input as its fields see it. */
  input(): Json {
    const input = this.#through(this.state.InputPath, this.raw);
    if (!this.jsonata) this.facts.trial?.inspect('afterInputPath', input);
    return input;
  }

  /** What the state hands on when it neither computes nor calls anything. */
  passOn(input: Json): Json {
    return this.#through(this.state.OutputPath, input);
  }

  outputPath(output: Json): Json {
    return this.#through(this.state.OutputPath, output);
  }

  /** A template in the state's own language. */
  async fill(template: Json, field: string, data: Data): Promise<Json> {
    return this.jsonata
      ? evaluateTemplate(template, field, data, this.fiber)
      : fillTemplate(template, data, this.fiber);
  }

  /**
   * A number that a definition gives as such, as an expression, or by a path.
   *
   * @param field `TimeoutSeconds`; its path is in `TimeoutSecondsPath`
   */
  async number(field: NumberField, data: Data): Promise<number | undefined> {
    const path = this.state[`${field}Path`];
    const given = this.state[field];
    const value = path === undefined ? given : valueAt(path, data);
    if (value === undefined) return undefined;
    const number = isExpression(value) ? await evaluateTemplate(value, field, data, this.fiber) : value;
    if (typeof number === 'number') return number;
    if (isExpression(value)) throw unexpectedType(value, field, 'number', number);
    throw runtimeError(
      `The value for the field '${field}Path' must be a number but was ${JSON.stringify(number)}`,
    );
  }

  /** What a reader or writer of a Map is given in the state's language. */
  async members(
    { Parameters, Arguments }: { readonly Parameters?: JsonObject; readonly Arguments?: JsonObject },
    field: string,
    input: Json,
  ): Promise<JsonObject> {
    return membersOf(await this.fill((this.jsonata ? Arguments : Parameters) ?? {}, field, this.data(input)));
  }

  #through(path: string | null | undefined, value: Json): Json {
    if (path === null) return {};
    return path === undefined || path === '$' ? value : valueAt(path, this.data(value));
  }
}

export type NumberField =
  | 'Seconds'
  | 'TimeoutSeconds'
  | 'HeartbeatSeconds'
  | 'MaxConcurrency'
  | 'ToleratedFailureCount'
  | 'ToleratedFailurePercentage';

/** What a state came to. */
export interface Outcome {
  readonly output: Json;
  /** `undefined` ends the machine. */
  readonly next: string | undefined;
  readonly assigned?: JsonObject | undefined;
}

/** The members of an object, or none. */
export const membersOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
