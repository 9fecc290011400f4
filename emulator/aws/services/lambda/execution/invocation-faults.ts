/** Faults that strike invocations. A crash is carried out by the execution; the others end here. */
import type { Kernel } from '../../../kernel/kernel.ts';
import { tooManyRequests } from '../errors.ts';
import { injectedFailure, type Failure } from './failure.ts';
import type { InvocationRequest } from './invocations.ts';

/**
 * Waits out delays, and says what else strikes: a failure instead of the function's answer, a crash, or nothing.
 *
 * @throws AwsError TooManyRequestsException for a `throttle`
 */
export async function strike(
  { faults, journal, clock }: Kernel,
  { fn, cause }: InvocationRequest,
): Promise<Failure | 'crash' | undefined> {
  let struck: Failure | 'crash' | undefined;
  for (const { id, effect } of faults.strike('invocation', fn.name)) {
    journal.append({ type: 'fault', cause, fault: id, effect: effect.kind, function: fn.name });
    if (effect.kind === 'delay') await clock.sleep(effect.duration);
    else if (effect.kind === 'throttle') throw tooManyRequests('CallerRateLimitExceeded');
    else if (effect.kind === 'error')
      struck = injectedFailure(effect.code, effect.message ?? 'injected fault');
    else if (effect.kind === 'crash') struck = 'crash';
  }
  return struck;
}
