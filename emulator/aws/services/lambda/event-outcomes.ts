/**
 * Tells a function's destinations, and its dead-letter queue, what became of an asynchronous event. They are told as any
 * client would tell them, on the function's behalf; a destination that refuses loses the record, as on AWS, and the
 * journal says so.
 *
 * Evidence: aws.md section B.4.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { toDate, toIso } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import { parseArn, type ArnParts, type Principal, type Scope } from '../../kernel/scope.ts';
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

const sendRecord: Send = async (lambda, outcome, arn, text) => {
  const { fn, cause, condition } = outcome;
  const now = lambda.kernel.clock.now();
  const record = recordOf(outcome, now);
  const body = JSON.stringify(record);
  switch (arn.service) {
    case 'sqs':
      return call(lambda, outcome, arn, 'SendMessage', {
        QueueUrl: queueUrl(lambda, arn),
        MessageBody: body,
      });
    case 'sns':
      return call(lambda, outcome, arn, 'Publish', { TopicArn: text, Message: body });
    case 'lambda':
      return call(lambda, outcome, arn, 'Invoke', {
        FunctionName: text,
        InvocationType: 'Event',
        Payload: Buffer.from(body),
      });
    case 'events': {
      const kind = condition === 'Success' ? 'Success' : 'Failure';
      const entry = {
        Source: 'lambda',
        DetailType: `Lambda Function Invocation Result - ${kind}`,
        Detail: body,
        EventBusName: text,
        Resources: [functionArn(fn, outcome.qualifier)],
        Time: toDate(now),
      };
      return call(lambda, outcome, { ...arn, service: 'eventbridge' }, 'PutEvents', { Entries: [entry] });
    }
    case 's3': {
      const stamp = toIso(now).slice(0, 19).replaceAll(':', '.');
      const day = stamp.slice(0, 10).replaceAll('-', '/');
      const key = `aws/lambda/async/${fn.name}/${day}/${stamp}-${lambda.kernel.ids.uuid()}`;
      const objects = lambda.kernel.ports.find('objects');
      const principal = principalOf(fn.scope);
      await objects?.write({
        principal,
        key,
        cause,
        scope: fn.scope,
        bucket: arn.resource,
        body: Buffer.from(body),
        contentType: 'application/json',
      });
      return {};
    }
    default:
      throw new AwsError({ code: 'InvalidArn', status: 400, message: text });
  }
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
    return call(lambda, outcome, arn, 'Publish', {
      TopicArn: text,
      Message: payload,
      MessageAttributes: attributes,
    });
  }
  return call(lambda, outcome, arn, 'SendMessage', {
    QueueUrl: queueUrl(lambda, arn),
    MessageBody: payload,
    MessageAttributes: attributes,
  });
};

function call(
  lambda: Lambda,
  { fn, cause }: EventOutcome,
  arn: ArnParts,
  operation: string,
  input: object,
): Promise<object> {
  const scope: Scope = {
    partition: 'aws',
    accountId: fn.scope.accountId,
    region: arn.region || fn.scope.region,
  };
  const calls = lambda.kernel.ports.find('calls')!;
  return calls.invoke({
    service: arn.service,
    operation,
    input,
    scope,
    principal: principalOf(fn.scope),
    cause,
  });
}

/** Functions act as their account here. */
const principalOf = ({ accountId }: Scope): Principal => ({
  kind: 'user',
  accountId,
  accessKeyId: accountId,
  arn: `arn:aws:iam::${accountId}:root`,
  userId: accountId,
});

const queueUrl = (lambda: Lambda, { accountId, resource }: ArnParts): string =>
  `${lambda.kernel.endpoint()}/${accountId}/${resource}`;
