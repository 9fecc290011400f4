/** What a running execution knows of itself and of its surroundings. */
import type { Instant } from '../../../kernel/instant.ts';
import { toIso } from '../../../kernel/instant.ts';
import type { Cause } from '../../../kernel/journal.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Json, JsonObject } from '../asl/json.ts';
import type { StatesError } from '../asl/states-error.ts';
import type { Callbacks } from '../tasks/callbacks.ts';
import type { Children } from './children.ts';

/** What TestState puts in the place of, and wants to know from, a state that it runs. */
export interface Trial {
  /** Stands in for the work of Task, Map and Parallel states. */
  readonly mock: (() => Json) | undefined;
  /** Is told what becomes of data on its way through the state. */
  inspect(name: string, value: Json): void;
  /** Is told of an error that the state would try again after; ends the trial by throwing. */
  retry(error: StatesError): never;
  caught(error: StatesError): void;
}

export interface ExecutionFacts {
  readonly kernel: Kernel;
  readonly callbacks: Callbacks;
  readonly children: Children;
  readonly id: number;
  readonly arn: string;
  readonly name: string;
  readonly input: Json;
  readonly roleArn: string;
  readonly startedAt: Instant;
  readonly machineArn: string;
  readonly machineName: string;
  readonly scope: Scope;
  readonly express: boolean;
  /** The journal's entry of the execution. */
  readonly cause: Cause;
  /** When a state is tried out by itself. */
  readonly trial?: Trial;
}

/** The part of the context object that stays the same. */
export const executionContext = (facts: ExecutionFacts): JsonObject => ({
  Execution: {
    Id: facts.arn,
    Input: facts.input,
    Name: facts.name,
    RoleArn: facts.roleArn,
    StartTime: toIso(facts.startedAt),
    RedriveCount: 0,
  },
  StateMachine: { Id: facts.machineArn, Name: facts.machineName },
});
