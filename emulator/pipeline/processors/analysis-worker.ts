/**
 * The analysis worker: takes events from the queue, with long polls, and deletes a message when all it names has been
 * done. A message that fails is not deleted; the queue gives it out again after its visibility timeout and at last moves
 * it to the dead-letter queue. One that can never succeed is put there at once, with the reason; where there is none, it is
 * handed back.
 */
import { setTimeout as pause } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { DeadLetters } from './dead-letters.ts';
import { eventsOfBody, MalformedEventError } from './event-records.ts';
import { analyseUpload } from './image-analysis.ts';
import type { AnalysisOptions, AnalysisOutcome } from './image-analysis.ts';
import { underTrace } from '../trace.ts';
import { UnprocessableImage } from './source-image.ts';

export interface AnalysisWorkerOptions extends AnalysisOptions {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  /** Ends the worker when aborted. */
  readonly signal?: AbortSignal;
  /** How long a poll waits for messages, 0 to 20 s. */
  readonly waitSeconds?: number;
  /** How long a message is hidden while it is worked on. Longer than a batch takes: four images of at most 20 s. */
  readonly visibilitySeconds?: number;
  /** How many messages a poll takes, 1 to 10; they are worked on side by side. */
  readonly batchSize?: number;
  /** Hears of every message. */
  readonly report?: (report: WorkerReport) => void;
}

export type WorkerReport =
  | { readonly messageId: string; readonly outcomes: readonly AnalysisOutcome[] }
  | { readonly messageId: string; readonly error: unknown };

export interface AnalysisWorker extends AsyncDisposable {
  /** Settles when the worker has ended; rejects when it ended by a defect. */
  readonly done: Promise<void>;
  /** Takes no more messages, and waits for those in hand. */
  readonly stop: () => Promise<void>;
}

/** How long to wait after the queue could not be reached. */
const RETRY_MS = 1_000;

const isHopeless = (error: unknown): error is Error =>
  error instanceof UnprocessableImage || error instanceof MalformedEventError;

const logged = (report: WorkerReport): void => {
  if ('error' in report) console.error(`message ${report.messageId} failed:`, report.error);
};

async function handle(
  options: AnalysisWorkerOptions,
  deadLetters: DeadLetters,
  message: Message,
): Promise<void> {
  const { sqs, queueUrl: QueueUrl, report = logged } = options;
  const { MessageId: messageId = '', ReceiptHandle, Body } = message;
  try {
    const outcomes: AnalysisOutcome[] = [];
    for (const event of eventsOfBody(Body)) outcomes.push(await analyseUpload(options, event));
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    report({ messageId, outcomes });
  } catch (error) {
    report({ messageId, error });
    if (isHopeless(error) && !(await deadLetters.bury(message, error))) {
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    }
  }
}

async function poll(
  options: AnalysisWorkerOptions,
  deadLetters: DeadLetters,
  signal: AbortSignal,
): Promise<void> {
  const { sqs, queueUrl, waitSeconds = 20, visibilitySeconds = 120, batchSize = 4 } = options;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      WaitTimeSeconds: waitSeconds,
      VisibilityTimeout: visibilitySeconds,
      MaxNumberOfMessages: batchSize,
      MessageSystemAttributeNames: ['AWSTraceHeader'],
    }),
    { abortSignal: signal },
  );
  await Promise.all(
    Messages.map((message) =>
      underTrace(message.Attributes?.AWSTraceHeader, () => handle(options, deadLetters, message)),
    ),
  );
}

async function pollUntilAborted(options: AnalysisWorkerOptions, signal: AbortSignal): Promise<void> {
  const deadLetters = new DeadLetters(options.sqs, options.queueUrl);
  while (!signal.aborted) {
    try {
      await poll(options, deadLetters, signal);
    } catch (error) {
      if (signal.aborted) return;
      console.error('the queue cannot be reached:', error);
      await pause(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Starts a worker. Run as many as are needed, in as many processes: they share nothing but the queue. */
export function startAnalysisWorker(options: AnalysisWorkerOptions): AnalysisWorker {
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])]);
  const done = pollUntilAborted(options, signal);
  const stop = (): Promise<void> => {
    stopping.abort();
    return done;
  };
  return { done, stop, [Symbol.asyncDispose]: stop };
}
