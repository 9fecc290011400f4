/** The queue that a redrive policy names has to exist, be of the same type, and let this one use it. */
import { invalidParameter } from './errors.ts';
import type { Queues } from './queues.ts';
import { allowsSource, parseRedrivePolicy } from './redrive.ts';

/**
 * @param source the queue that the policy is for
 * @throws AwsError InvalidParameterValue
 */
export function checkDeadLetterTarget(
  queues: Queues,
  redrivePolicy: string | undefined,
  source: { readonly arn: string; readonly fifo: boolean },
): void {
  if (!redrivePolicy) return;
  const target = queues.byArn(parseRedrivePolicy(redrivePolicy).deadLetterTargetArn);
  const refuse = (reason: string) => invalidParameter('RedrivePolicy', redrivePolicy, reason);
  if (target === undefined) throw refuse('Dead letter target does not exist.');
  if (target.fifo !== source.fifo) {
    throw refuse('Dead-letter queue must be same type of queue as the source..');
  }
  if (!allowsSource(target.redriveAllow, source.arn)) {
    throw refuse('The dead-letter queue does not allow this queue as a source in its redrive allow policy.');
  }
}
