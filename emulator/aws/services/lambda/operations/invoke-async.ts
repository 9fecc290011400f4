import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { InvokeAsyncRequest, InvokeAsyncResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { requestTooLarge } from '../errors.ts';
import { functionArn } from '../function-reference.ts';
import { LARGEST_EVENT, readPayload } from '../invocation-payload.ts';
import type { Lambda } from '../lambda.ts';
import { refer } from '../named-function.ts';

/** InvokeAsync, which Invoke with the type `Event` replaced and which AWS still answers. */
export const invokeAsync: Operation<Lambda, InvokeAsyncRequest, InvokeAsyncResponse> = async (
  lambda,
  input,
  call,
) => {
  const reference = refer(lambda, call, input.FunctionName, undefined, 'InvokeFunction');
  lambda.invocationTarget(reference);
  const payload = await buffer(input.InvokeArgs as Readable);
  if (payload.length > LARGEST_EVENT) throw requestTooLarge(LARGEST_EVENT, 'InvokeAsync');
  const event = {
    functionArn: functionArn(reference, reference.qualifier),
    requestId: call.requestId,
    payload: readPayload(payload).toString(),
  };
  call.kernel.store.transact(() => lambda.events.enqueue(event, call.seq));
  return { Status: 202 };
};
