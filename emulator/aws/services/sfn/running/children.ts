/** What an execution may ask of others: those it starts and waits for, and those its distributed Maps are made of. */
import type { Instant } from '../../../kernel/instant.ts';
import type { ItemProcessor, QueryLanguage } from '../asl/definition.ts';
import type { Json, JsonObject } from '../asl/json.ts';
import type { ExecutionStatus } from '../executions.ts';
import type { MapRunLimits } from '../map-runs.ts';
import type { ExecutionFacts } from './execution-facts.ts';
import type { Fiber } from './fiber.ts';

export interface ChildOutcome {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly input: Json;
  readonly output: Json | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly started: Instant;
  readonly stopped: Instant;
}

export interface Child {
  readonly processor: ItemProcessor;
  readonly language: QueryLanguage;
  readonly label: string;
  readonly runArn: string;
  readonly name: string;
  readonly input: Json;
  readonly express: boolean;
}

export interface Children {
  /** Whether an execution is still at it; `undefined` for one that nobody knows. */
  outcome(executionArn: string): { readonly running: boolean } | undefined;
  onEnd(executionArn: string, listener: () => void): () => void;
  /** What DescribeExecution says of an execution, in Pascal case. */
  describe(executionArn: string): JsonObject;
  startMapRun(
    facts: ExecutionFacts,
    label: string,
    id: string,
    limits: MapRunLimits,
  ): { readonly arn: string };
  countItems(mapRunArn: string, items: number): void;
  endMapRun(mapRunArn: string, status: 'SUCCEEDED' | 'FAILED' | 'ABORTED'): void;
  /** Runs an item of a Map as an execution of its own, under a strand that can halt it. */
  runChild(facts: ExecutionFacts, strand: Fiber, child: Child): Promise<ChildOutcome>;
}
