/**
 * An execution environment: one process that runs one invocation of one function version at a time. Two kinds of process
 * implement it: Node functions over a socket of frames, everything else over the HTTP Runtime API.
 */
import type { Duration } from '../../../kernel/instant.ts';
import type { ExtensionFailure } from './extensions.ts';
import type { LogSink } from './log-sink.ts';
import type { ResponseSink } from './streamed-response.ts';

export interface InvocationInput {
  readonly requestId: string;
  /** The ARN as the caller gave it, with its qualifier if there was one. */
  readonly functionArn: string;
  readonly traceId: string;
  /** JSON text. */
  readonly payload: Uint8Array;
  /** Decoded. */
  readonly clientContext: unknown;
  /** Wall time that the invocation may take. */
  readonly limit: Duration;
  /** Where a streamed response goes; without it one is gathered and is the payload. */
  readonly sink?: ResponseSink | undefined;
}

/** How the process ended, in the words of the container it would run in: `exit status 1`, `signal: killed`. */
export interface ProcessEnd {
  readonly description: string | undefined;
}

/** The function's own report of a failure: JSON with `errorType` and `errorMessage`. */
export interface FunctionFailure {
  readonly kind: 'error';
  readonly payload: Buffer;
  readonly type: string;
}

export type InitOutcome =
  | { readonly kind: 'ready' }
  | FunctionFailure
  | ExtensionFailure
  | { readonly kind: 'exit'; readonly end: ProcessEnd }
  /** There is nothing that could be started. */
  | { readonly kind: 'no entry point'; readonly message: string }
  | { readonly kind: 'timeout' };

export type InvocationOutcome =
  | { readonly kind: 'response'; readonly payload: Buffer }
  | FunctionFailure
  | ExtensionFailure
  | { readonly kind: 'exit'; readonly end: ProcessEnd }
  | { readonly kind: 'out of memory' }
  /** `limit` in bytes. */
  | { readonly kind: 'too large'; readonly limit: number }
  | { readonly kind: 'timeout' };

export interface Environment {
  /** Whether another invocation can run here. */
  readonly usable: boolean;
  /** MiB of resident memory at their most. */
  readonly peakMemory: number;
  /** Receives log lines from now on. */
  logTo(sink: LogSink): void;
  /** Starts the process and lets it initialise, within so much wall time. */
  start(limit: Duration): Promise<InitOutcome>;
  invoke(input: InvocationInput): Promise<InvocationOutcome>;
  /** Ends the process; `kill` at once, otherwise once it has noticed, at the latest after a moment. */
  stop(how?: 'kill'): Promise<void>;
}

/** Bytes of the largest synchronous response (aws.md section B.2). */
export const LARGEST_RESPONSE = 6_291_556;
/** Bytes of the largest streamed one: the developer guide's 200 MB. */
export const LARGEST_STREAM = 209_715_200;
