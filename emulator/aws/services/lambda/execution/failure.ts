/**
 * How failures are told to callers: what the function itself reports is passed on, what became of its process is put in
 * AWS's words. Evidence: aws.md section B.2, "Function error payloads".
 */
import type { Duration } from '../../../kernel/instant.ts';
import type { InitOutcome, InvocationOutcome, ProcessEnd } from './environment.ts';

export interface Failure {
  readonly payload: Buffer;
  readonly type: string;
  readonly status: 'error' | 'timeout';
  /** Whether the process failed, not the handler: the report then says so. */
  readonly ofProcess: boolean;
  /** The log's own line about it. */
  readonly line: string | undefined;
}

/** @param limit of the whole invocation */
export function failureOf(
  outcome: InvocationOutcome | InitOutcome,
  requestId: string,
  limit: Duration,
): Failure | undefined {
  switch (outcome.kind) {
    case 'response':
    case 'ready':
      return undefined;
    case 'error':
      return {
        payload: outcome.payload,
        type: outcome.type,
        status: 'error',
        ofProcess: false,
        line: undefined,
      };
    case 'exit':
      return ofProcess('Runtime.ExitError', exitText(outcome.end), requestId);
    case 'out of memory':
      return ofProcess('Runtime.OutOfMemory', 'Runtime exited with error: signal: killed', requestId);
    case 'no entry point':
      return ofProcess('Runtime.InvalidEntrypoint', outcome.message, requestId);
    case 'extension':
      return ofProcess(outcome.type, outcome.text, requestId);
    case 'too large':
      return tooLarge(outcome.limit);
    case 'timeout': {
      const text = `Task timed out after ${(limit / 1_000).toFixed(2)} seconds`;
      return {
        payload: document('Sandbox.Timedout', `RequestId: ${requestId} Error: ${text}`),
        type: 'Sandbox.Timedout',
        status: 'timeout',
        ofProcess: true,
        line: text,
      };
    }
  }
}

/** A failure made up by a fault rule. */
export const injectedFailure = (type: string, message: string): Failure => ({
  payload: document(type, message),
  type,
  status: 'error',
  ofProcess: false,
  line: undefined,
});

const exitText = ({ description }: ProcessEnd): string =>
  description === undefined
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: ${description}`;

function ofProcess(type: string, text: string, requestId: string): Failure {
  const message = `RequestId: ${requestId} Error: ${text}`;
  return {
    payload: document(type, message),
    type,
    status: 'error',
    ofProcess: true,
    line: `${message}\n${type}`,
  };
}

function tooLarge(limit: number): Failure {
  const errorType = 'Function.ResponseSizeTooLarge';
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${limit} bytes).`;
  const payload = Buffer.from(JSON.stringify({ errorMessage, errorType }));
  return { payload, type: errorType, status: 'error', ofProcess: false, line: errorMessage };
}

const document = (errorType: string, errorMessage: string): Buffer =>
  Buffer.from(JSON.stringify({ errorType, errorMessage }));
