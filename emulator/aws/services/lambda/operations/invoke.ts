import type { InvocationRequest as InvokeRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { traceHeader } from '../../../kernel/journal.ts';
import { Constraints } from '../constraints.ts';
import { requestTooLarge } from '../errors.ts';
import { LARGEST_REQUEST, namedInvocation, tailOf, waitedInvocation } from '../invocation-input.ts';
import { LARGEST_EVENT, readPayload } from '../invocation-payload.ts';
import type { Lambda } from '../lambda.ts';
import { refer } from '../named-function.ts';

/** Invoke (aws.md section B.2). A function's own failure is an answer with status 200. */
export const invoke: Operation<Lambda, InvokeRequest, InvocationResponse> = async (lambda, input, call) => {
  const { InvocationType: type = 'RequestResponse', LogType: logType } = input;
  new Constraints()
    .oneOf(type, 'invocationType', ['Event', 'RequestResponse', 'DryRun'])
    .oneOf(logType, 'logType', ['None', 'Tail'])
    .check();
  const reference = refer(lambda, call, input.FunctionName, input.Qualifier, 'InvokeFunction');
  const target = lambda.invocationTarget(reference);
  if (type === 'DryRun') return { StatusCode: 204 };
  const limit = type === 'Event' ? LARGEST_EVENT : LARGEST_REQUEST;
  const payload = input.Payload ?? new Uint8Array(0);
  if (payload.length > limit) throw requestTooLarge(limit, 'InvokeFunction');
  if (type === 'Event') {
    const event = { ...namedInvocation(call, reference), payload: readPayload(payload).toString() };
    call.kernel.store.transact(() => lambda.events.enqueue(event, call.seq));
    return { StatusCode: 202 };
  }
  const { ClientContext: clientContext } = input;
  const invocation = waitedInvocation({ call, reference, target, payload, clientContext });
  const result = await lambda.invocations.run(invocation);
  Object.assign(call.reply.headers, {
    'content-type': 'application/json',
    'x-amzn-remapped-content-length': '0',
    'x-amzn-trace-id': traceHeader(invocation.traceRoot, result.seq),
  });
  return {
    StatusCode: 200,
    ExecutedVersion: target.version.version,
    FunctionError: result.failure === undefined ? undefined : 'Unhandled',
    LogResult: logType === 'Tail' ? tailOf(result.log) : undefined,
    // The SDK's type adds a method for reading text.
    Payload: result.payload as unknown as NonNullable<InvocationResponse['Payload']>,
  };
};
