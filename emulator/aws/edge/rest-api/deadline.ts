/** Integrations have a time limit, in wall time: what they call takes as long as it takes. */
import type { Execution } from './execution.ts';
import { timedOut } from './refusals.ts';

const LONGEST = 29_000;

/** @throws Refusal 504 when the work takes longer than its integration may */
export async function withinDeadline<T>(
  { kernel, method }: Pick<Execution, 'kernel' | 'method'>,
  work: Promise<T>,
): Promise<T> {
  const limit = method.methodIntegration?.timeoutInMillis ?? LONGEST;
  const { promise: late, reject } = Promise.withResolvers<never>();
  const cancel = kernel.clock.wallTimer(limit, () => reject(timedOut()));
  // Whoever comes second is nobody's business any more.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}
