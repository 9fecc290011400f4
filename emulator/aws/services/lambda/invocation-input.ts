/** What the ways to invoke a function and wait for it have in common (aws.md section B.2). */
import { traceRoot } from '../../kernel/journal.ts';
import type { Call } from '../../kernel/operation.ts';
import { invalidRequestContent } from './errors.ts';
import type { InvocationRequest } from './execution/invocations.ts';
import { functionArn, type FunctionReference } from './function-reference.ts';
import { readPayload } from './invocation-payload.ts';

/** Bytes of the largest event. */
export const LARGEST_REQUEST = 6_291_456;
const LONGEST_CONTEXT = 3_583;
/** Bytes of the log's end that an answer carries. */
const LOG_TAIL = 4_096;

interface Waited {
  readonly call: Call;
  readonly reference: FunctionReference;
  readonly target: Pick<InvocationRequest, 'fn' | 'version'>;
  readonly payload: Uint8Array;
  /** As sent. */
  readonly clientContext: string | undefined;
}

/** @throws AwsError InvalidRequestContentException */
export const waitedInvocation = ({ call, reference, target, payload, clientContext }: Waited) =>
  ({
    ...namedInvocation(call, reference),
    ...target,
    payload: readPayload(payload),
    clientContext: readClientContext(clientContext),
    kind: 'request',
    cause: call.seq,
  }) satisfies InvocationRequest;

/** What any invocation is told by. */
export const namedInvocation = (call: Call, reference: FunctionReference) => ({
  functionArn: functionArn(reference, reference.qualifier),
  requestId: call.requestId,
  traceRoot: traceRootOf(call),
});

/** The trace that the caller is part of, or a new one: `1-…-…` */
const traceRootOf = ({ wire, kernel, now }: Call): string =>
  /(?:^|;)\s*Root=([^;\s]+)/.exec(wire?.headers['x-amzn-trace-id'] ?? '')?.[1] ??
  traceRoot(now, kernel.ids.hex(24));

/** @throws AwsError InvalidRequestContentException */
function readClientContext(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    if (text.length <= LONGEST_CONTEXT) return JSON.parse(Buffer.from(text, 'base64').toString()) as unknown;
  } catch {
    // Refused below.
  }
  throw invalidRequestContent('Client context must be a valid Base64-encoded JSON object.');
}

/** A log's end, in base64. */
export const tailOf = (log: string): string => Buffer.from(log).subarray(-LOG_TAIL).toString('base64');
