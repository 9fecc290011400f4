import type { InvocationRequest as InvokeRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { traceHeader, traceRoot } from '../../../kernel/journal.ts';
import { Constraints } from '../constraints.ts';
import { invalidRequestContent, requestTooLarge } from '../errors.ts';
import { functionArn } from '../function-reference.ts';
import { LARGEST_EVENT, readPayload } from '../invocation-payload.ts';
import type { Lambda } from '../lambda.ts';
import { refer } from '../named-function.ts';

const LARGEST_REQUEST = 6_291_456;
const LONGEST_CONTEXT = 3_583;
/** Bytes of the log's end that the answer carries. */
const LOG_TAIL = 4_096;

/** Invoke (aws.md section B.2). A function's own failure is an answer with status 200. */
export const invoke: Operation<Lambda, InvokeRequest, InvocationResponse> = async (lambda, input, call) => {
  const { InvocationType: type = 'RequestResponse', LogType: logType } = input;
  new Constraints()
    .oneOf(type, 'invocationType', ['Event', 'RequestResponse', 'DryRun'])
    .oneOf(logType, 'logType', ['None', 'Tail'])
    .check();
  const reference = refer(lambda, call, input.FunctionName, input.Qualifier, 'InvokeFunction');
  const { fn, version } = lambda.invocationTarget(reference);
  if (type === 'DryRun') return { StatusCode: 204 };
  const limit = type === 'Event' ? LARGEST_EVENT : LARGEST_REQUEST;
  const payload = input.Payload ?? new Uint8Array(0);
  if (payload.length > limit) throw requestTooLarge(limit, 'InvokeFunction');
  const invocation = {
    functionArn: functionArn(reference, reference.qualifier),
    requestId: call.requestId,
    traceRoot: traceRootOf(call) ?? traceRoot(call.now, call.kernel.ids.hex(24)),
  };
  if (type === 'Event') {
    const event = { ...invocation, payload: readPayload(payload).toString() };
    call.kernel.store.transact(() => lambda.events.enqueue(event, call.seq));
    return { StatusCode: 202 };
  }
  const result = await lambda.invocations.run({
    ...invocation,
    fn,
    version,
    payload: readPayload(payload),
    clientContext: readClientContext(input.ClientContext),
    kind: 'request',
    cause: call.seq,
  });
  Object.assign(call.reply.headers, {
    'content-type': 'application/json',
    'x-amzn-remapped-content-length': '0',
    'x-amzn-trace-id': traceHeader(invocation.traceRoot, result.seq),
  });
  return {
    StatusCode: 200,
    ExecutedVersion: version.version,
    FunctionError: result.failure === undefined ? undefined : 'Unhandled',
    LogResult:
      logType === 'Tail' ? Buffer.from(result.log).subarray(-LOG_TAIL).toString('base64') : undefined,
    // The SDK's type adds a method for reading text.
    Payload: result.payload as unknown as NonNullable<InvocationResponse['Payload']>,
  };
};

const traceRootOf = ({ wire }: Call): string | undefined =>
  /(?:^|;)\s*Root=([^;\s]+)/.exec(wire?.headers['x-amzn-trace-id'] ?? '')?.[1];

function readClientContext(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    if (text.length <= LONGEST_CONTEXT) return JSON.parse(Buffer.from(text, 'base64').toString()) as unknown;
  } catch {
    // Refused below.
  }
  throw invalidRequestContent('Client context must be a valid Base64-encoded JSON object.');
}
