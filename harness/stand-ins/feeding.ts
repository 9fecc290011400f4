/**
 * Empties a queue of the target into a function that runs here. What the function did is deleted; what failed goes back at
 * once, without the minute that Lambda waits before it tries again, and in the end to where the queue moves it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Message, SQS } from '@aws-sdk/client-sqs';
import type { Lambda } from '@aws-sdk/client-lambda';
import type { Feed, Shape } from './hosted-resources.ts';

export interface Feeding {
  readonly sqs: SQS;
  /** Where the function runs. */
  readonly lambda: Lambda;
  readonly feed: Feed;
  readonly queueArn: string;
  readonly region: string;
}

const WAIT_SECONDS = 2;
/** After the queue could not be reached. */
const RETRY_MS = 1_000;

/** Feeds until it is disposed of, which waits for what is in hand. */
export async function startFeeding(feeding: Feeding): Promise<AsyncDisposable> {
  const { QueueUrl } = await feeding.sqs.getQueueUrl({ QueueName: feeding.feed.queue });
  const stopping = new AbortController();
  const done = feedUntilAborted(feeding, QueueUrl, stopping.signal);
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await done;
    },
  };
}

async function feedUntilAborted(
  feeding: Feeding,
  QueueUrl: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const { Messages = [] } = await feeding.sqs.receiveMessage(
        {
          QueueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: WAIT_SECONDS,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        },
        { abortSignal: signal },
      );
      await Promise.all(Messages.map((message) => feed(feeding, QueueUrl, message)));
    } catch {
      // The target may be on its way down, or be swept: what matters is found by whoever waits for the outcome.
      if (!signal.aborted) await pause(RETRY_MS);
    }
  }
}

async function feed(
  { sqs, lambda, feed: { functionName, shape }, queueArn, region }: Feeding,
  QueueUrl: string | undefined,
  message: Message,
): Promise<void> {
  const { ReceiptHandle } = message;
  const { FunctionError, Payload } = await lambda.invoke({
    FunctionName: functionName,
    Payload: JSON.stringify(eventOf(shape, message, { queueArn, region })),
  });
  const answer: unknown = JSON.parse(Payload?.transformToString() || 'null');
  if (FunctionError === undefined && !isFailedBatch(answer)) {
    await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
  } else {
    await sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
  }
}

const isFailedBatch = (answer: unknown): boolean =>
  typeof answer === 'object' &&
  answer !== null &&
  'batchItemFailures' in answer &&
  Array.isArray(answer.batchItemFailures) &&
  answer.batchItemFailures.length > 0;

type Place = Pick<Feeding, 'queueArn' | 'region'>;

/** The message as its sender would have handed it to the function (aws.md sections B.6 and B.7). */
function eventOf(shape: Shape, message: Message, { queueArn, region }: Place): unknown {
  const { Body = '' } = message;
  switch (shape) {
    case 'event of S3':
      return JSON.parse(Body);
    case 'event of SNS':
      return {
        Records: [
          {
            EventSource: 'aws:sns',
            EventVersion: '1.0',
            EventSubscriptionArn: queueArn,
            Sns: JSON.parse(Body) as object,
          },
        ],
      };
    case 'event of SQS':
      return {
        Records: [
          {
            messageId: message.MessageId,
            receiptHandle: message.ReceiptHandle,
            body: Body,
            attributes: message.Attributes ?? {},
            messageAttributes: {},
            md5OfBody: message.MD5OfBody,
            eventSource: 'aws:sqs',
            eventSourceARN: queueArn,
            awsRegion: region,
          },
        ],
      };
  }
}
