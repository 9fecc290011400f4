/**
 * How records reach a destination: as any client of the service would send them, on the function's behalf. Evidence: aws.md
 * section B.4.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { toDate, toIso } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { ArnParts, Principal, Scope } from '../../kernel/scope.ts';
import type { LambdaFunction } from './functions.ts';
import type { Lambda } from './lambda.ts';

export interface DestinationRecord {
  readonly fn: LambdaFunction;
  /** The destination's ARN as configured. */
  readonly destination: string;
  /** JSON text. */
  readonly body: string;
  /** What EventBridge calls it, and what it is about. */
  readonly detailType: string;
  readonly resource: string;
  readonly cause: Cause;
}

/** @throws AwsError what the destination answers */
export async function tellDestination(
  lambda: Lambda,
  arn: ArnParts,
  record: DestinationRecord,
): Promise<object> {
  const { body, destination } = record;
  switch (arn.service) {
    case 'sqs':
      return callService(lambda, record, arn, 'SendMessage', {
        QueueUrl: queueUrl(lambda, arn),
        MessageBody: body,
      });
    case 'sns':
      return callService(lambda, record, arn, 'Publish', { TopicArn: destination, Message: body });
    case 'lambda':
      return callService(lambda, record, arn, 'Invoke', {
        FunctionName: destination,
        InvocationType: 'Event',
        Payload: Buffer.from(body),
      });
    case 'events': {
      const entry = {
        Source: 'lambda',
        DetailType: record.detailType,
        Detail: body,
        EventBusName: destination,
        Resources: [record.resource],
        Time: toDate(lambda.kernel.clock.now()),
      };
      return callService(lambda, record, { ...arn, service: 'eventbridge' }, 'PutEvents', {
        Entries: [entry],
      });
    }
    case 's3':
      return putObject(lambda, arn, record);
    default:
      throw new AwsError({ code: 'InvalidArn', status: 400, message: destination });
  }
}

/** @throws AwsError what the service answers */
export function callService(
  { kernel }: Lambda,
  { fn, cause }: Pick<DestinationRecord, 'fn' | 'cause'>,
  { service, region }: ArnParts,
  operation: string,
  input: object,
): Promise<object> {
  const scope: Scope = { ...fn.scope, region: region || fn.scope.region };
  const principal = principalOf(fn.scope);
  return kernel.ports.find('calls')!.invoke({ service, operation, input, scope, principal, cause });
}

export const queueUrl = ({ kernel }: Lambda, { accountId, resource }: ArnParts): string =>
  `${kernel.endpoint()}/${accountId}/${resource}`;

async function putObject({ kernel }: Lambda, arn: ArnParts, record: DestinationRecord): Promise<object> {
  const { fn, body, cause } = record;
  const stamp = toIso(kernel.clock.now()).slice(0, 19).replaceAll(':', '.');
  const day = stamp.slice(0, 10).replaceAll('-', '/');
  await kernel.ports.find('objects')!.write({
    scope: fn.scope,
    principal: principalOf(fn.scope),
    bucket: arn.resource,
    key: `aws/lambda/async/${fn.name}/${day}/${stamp}-${kernel.ids.uuid()}`,
    body: Buffer.from(body),
    contentType: 'application/json',
    cause,
  });
  return {};
}

/** Functions act as their account here. */
const principalOf = ({ accountId }: Scope): Principal => ({
  kind: 'user',
  accountId,
  accessKeyId: accountId,
  arn: `arn:aws:iam::${accountId}:root`,
  userId: accountId,
});
