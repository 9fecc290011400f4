/** Invokes the function of a mapping with a batch. */
import type { Cause } from '../../../kernel/journal.ts';
import type { InvocationResult } from '../execution/invocations.ts';
import { functionNotFound } from '../errors.ts';
import { parseFunctionArn } from '../function-reference.ts';
import type { Lambda } from '../lambda.ts';
import type { EventSourceMapping } from './mapping.ts';

/** @throws AwsError ResourceNotFoundException, TooManyRequestsException */
export function invokeMapped(
  lambda: Lambda,
  { functionArn }: EventSourceMapping,
  event: object,
  from: { readonly cause: Cause; readonly traceRoot?: string | undefined },
): Promise<InvocationResult> {
  const reference = parseFunctionArn(functionArn);
  if (reference === undefined) throw functionNotFound(functionArn);
  const { fn, version } = lambda.invocationTarget(reference);
  return lambda.invocations.run({
    fn,
    version,
    functionArn,
    requestId: lambda.kernel.ids.uuid(),
    payload: Buffer.from(JSON.stringify(event)),
    traceRoot: from.traceRoot,
    kind: 'request',
    cause: from.cause,
  });
}
