/**
 * Event source mappings of queues: messages are received in batches and the function is invoked with each. What it takes
 * in is deleted; what it fails on, or does not get to within its time, becomes visible again when its visibility timeout
 * has passed, so that the queue's own redrive policy counts.
 *
 * Readers wait for messages instead of polling, so they cost nothing while a queue is empty, and neither does letting time
 * pass. A mapping begins with five batches at a time and may have three hundred more each minute that its queue is never
 * empty, up to its `MaximumConcurrency`; no more at once, though, than the machine runs functions.
 *
 * Evidence: aws.md section B.6 (the numbers of pollers are unverified).
 */
import { seconds } from '../kernel/instant.ts';
import { invalidParameter } from '../services/lambda/errors.ts';
import type { Lambda } from '../services/lambda/lambda.ts';
import type { Sqs } from '../services/sqs/sqs.ts';
import { QueueReader } from './queue-reader.ts';

export function sqsToLambda({ sqs, lambda }: { readonly sqs: Sqs; readonly lambda: Lambda }): void {
  lambda.sources.connect('sqs', {
    check({ sourceArn }, timeout) {
      const queue = sqs.queues.byArn(sourceArn);
      if (queue === undefined) {
        throw invalidParameter(
          'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
        );
      }
      const visibility = queue.visibilityTimeout / seconds(1);
      if (visibility < timeout) {
        throw invalidParameter(
          `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`,
        );
      }
    },
    start(mapping) {
      const reader = new QueueReader(sqs, lambda, mapping);
      reader.start();
      return () => reader.stop();
    },
  });
}
