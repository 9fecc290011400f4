/**
 * Tells a function's destinations, and its dead-letter queue, what became of an asynchronous event. They are told as any
 * client would tell them, on the function's behalf; a destination that refuses loses the record, as on AWS, and the
 * journal says so.
 *
 * Evidence: aws.md section B.4.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { toIso } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import { parseArn, type ArnParts } from '../../kernel/scope.ts';
import { callService, queueUrl, tellDestination } from './destination-calls.ts';
import { functionArn } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';
import type { Lambda } from './lambda.ts';

export interface EventOutcome {
  readonly fn: LambdaFunction;
  readonly qualifier: string;
  readonly requestId: string;
  /** The event, JSON text. */
  readonly payload: string;
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';
  readonly attempts: number;
  /** What the function answered last; none when it was not invoked. */
  readonly answer:
    | { readonly payload: string; readonly version: string; readonly failed: boolean }
    | undefined;
  readonly destination: string | undefined;
  readonly deadLetterArn: string | undefined;
  readonly cause: Cause;
}

const LONGEST_ERROR = 1_024;

export async function sendOutcome(lambda: Lambda, outcome: EventOutcome): Promise<void> {
  const { destination, deadLetterArn } = outcome;
  if (deadLetterArn !== undefined) await attempt(lambda, outcome, deadLetterArn, sendDeadLetter);
  if (destination !== undefined) await attempt(lambda, outcome, destination, sendRecord);
}

type Send = (lambda: Lambda, outcome: EventOutcome, arn: ArnParts, text: string) => Promise<object>;

async function attempt(lambda: Lambda, outcome: EventOutcome, text: string, send: Send): Promise<void> {
  const { fn, cause } = outcome;
  const facts = { type: 'lambda.destination', cause, function: fn.name, destination: text };
  const { journal } = lambda.kernel;
  const arn = parseArn(text);
  try {
    if (arn === undefined) throw new AwsError({ code: 'InvalidArn', status: 400, message: text });
    await send(lambda, outcome, arn, text);
    journal.append({ ...facts, condition: outcome.condition });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    journal.append({ ...facts, condition: outcome.condition, error: error.code });
  }
}

/** The record that destinations get. */
function recordOf(
  { fn, qualifier, requestId, condition, attempts, answer, payload }: EventOutcome,
  now: number,
) {
  return {
    version: '1.0',
    timestamp: toIso(now),
    requestContext: {
      requestId,
      functionArn: functionArn(fn, qualifier),
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(payload) as unknown,
    ...(answer !== undefined && {
      responseContext: {
        statusCode: 200,
        executedVersion: answer.version,
        ...(answer.failed && { functionError: 'Unhandled' }),
      },
      responsePayload: JSON.parse(answer.payload) as unknown,
    }),
  };
}

const sendRecord: Send = (lambda, outcome, arn, text) => {
  const { fn, cause, condition, qualifier } = outcome;
  const kind = condition === 'Success' ? 'Success' : 'Failure';
  return tellDestination(lambda, arn, {
    fn,
    cause,
    destination: text,
    body: JSON.stringify(recordOf(outcome, lambda.kernel.clock.now())),
    detailType: `Lambda Function Invocation Result - ${kind}`,
    resource: functionArn(fn, qualifier),
  });
};

const sendDeadLetter: Send = (lambda, outcome, arn, text) => {
  const { requestId, payload, answer } = outcome;
  const { errorMessage = 'Rate Exceeded.' } = JSON.parse(answer?.payload ?? '{}') as {
    errorMessage?: string;
  };
  const attribute = (type: string, value: string) => ({ DataType: type, StringValue: value });
  const attributes = {
    RequestID: attribute('String', requestId),
    ErrorCode: attribute('Number', answer === undefined ? '429' : '200'),
    ErrorMessage: attribute('String', errorMessage.slice(0, LONGEST_ERROR)),
  };
  if (arn.service === 'sns') {
    return callService(lambda, outcome, arn, 'Publish', {
      TopicArn: text,
      Message: payload,
      MessageAttributes: attributes,
    });
  }
  return callService(lambda, outcome, arn, 'SendMessage', {
    QueueUrl: queueUrl(lambda, arn),
    MessageBody: payload,
    MessageAttributes: attributes,
  });
};
