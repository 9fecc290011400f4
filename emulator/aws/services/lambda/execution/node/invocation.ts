/**
 * One invocation: calls the handler and waits for its outcome, by the rules of the runtime's version. Up to Node 22 a
 * handler may answer through a callback or through its context, and an answer through the callback waits until nothing
 * else is left to do; from Node 24 on only what it returns counts.
 *
 * Evidence: aws-lambda-nodejs-runtime-interface-client 3.3 and its rewrite for Node 24, read 2026-11-20. The text of
 * NodeJsExit is from memory (unverified).
 */
import type { NodeInvocation } from '../frames.ts';
import { emulatedNow } from './emulated-date.ts';
import type { Handler } from './handler-module.ts';
import { isStreaming, runStreaming } from './response-stream.ts';
import { RuntimeError } from './runtime-errors.ts';

export type Outcome = { readonly result: unknown } | { readonly error: unknown };

/** The first version without callbacks. */
export const WITHOUT_CALLBACKS = 24;

type Context = Record<string, unknown>;

/** What happens when the event loop has nothing left to do. */
let whenIdle: (() => void) | undefined;

process.on('beforeExit', () => {
  const act = whenIdle;
  whenIdle = undefined;
  act?.();
});

/** @param settle told of the outcome, once */
export function runHandler(
  handler: Handler,
  event: unknown,
  invocation: NodeInvocation,
  majorVersion: number,
  settle: (outcome: Outcome) => void,
): void {
  let settled = false;
  const finish = (outcome: Outcome): void => {
    if (settled) return;
    settled = true;
    whenIdle = undefined;
    settle(outcome);
  };
  const context = contextOf(invocation);
  whenIdle = () => finish(isAsync(handler) ? { error: neverSettled() } : { result: null });
  if (isStreaming(handler)) {
    whenIdle = () => finish({ error: neverSettled() });
    runStreaming(handler, event, context).then(
      () => finish({ result: undefined }),
      (error: unknown) => finish({ error }),
    );
    return;
  }
  const callback = majorVersion < WITHOUT_CALLBACKS ? addCallbacks(context, finish) : undefined;
  try {
    const returned = callback === undefined ? handler(event, context) : handler(event, context, callback);
    if (isThenable(returned)) {
      returned.then(
        (result) => finish({ result }),
        (error: unknown) => finish({ error: callback === undefined ? error : (error ?? 'handled') }),
      );
    } else if (callback === undefined) finish({ result: returned });
  } catch (error) {
    finish({ error });
  }
}

function contextOf({ requestId, functionArn, deadline, clientContext }: NodeInvocation): Context {
  const { env } = process;
  return {
    functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'],
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'],
    clientContext,
    identity: undefined,
    invokedFunctionArn: functionArn,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => deadline - emulatedNow(),
  };
}

/** Adds what the context of a version with callbacks has besides, and returns the callback. */
function addCallbacks(
  context: Context,
  finish: (outcome: Outcome) => void,
): (error?: unknown, result?: unknown) => void {
  let called = false;
  const once = (answer: (error: unknown, result: unknown) => void) => (error?: unknown, result?: unknown) => {
    if (called) return;
    called = true;
    whenIdle = undefined;
    if (error === undefined || error === null) answer(error, result);
    else finish({ error });
  };
  const done = once((_, result) => finish({ result }));
  context['callbackWaitsForEmptyEventLoop'] = true;
  context['done'] = done;
  context['succeed'] = (result?: unknown) => done(null, result);
  context['fail'] = (error?: unknown) => done(error ?? 'handled');
  return once((_, result) => {
    if (context['callbackWaitsForEmptyEventLoop'] === false) finish({ result });
    else whenIdle = () => finish({ result });
  });
}

const neverSettled = (): Error =>
  new RuntimeError(
    'NodeJsExit',
    'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
  );

const isAsync = (handler: Handler): boolean => handler.constructor.name === 'AsyncFunction';

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
