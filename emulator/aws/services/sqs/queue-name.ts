/** Names of queues. FIFO queues say so in their name; AWS refuses the name when the attribute disagrees. */
import { invalidParameterValue } from './errors.ts';

const STANDARD = /^[\w-]{1,80}$/;
const FIFO = /^(?=.{1,80}$)[\w-]+\.fifo$/;

/** @throws AwsError InvalidParameterValue */
export function checkQueueName(name: string, fifo: boolean): void {
  if (!fifo && !STANDARD.test(name)) {
    throw invalidParameterValue(
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
  if (fifo && !FIFO.test(name)) {
    throw invalidParameterValue(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, ' +
        'must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
}
