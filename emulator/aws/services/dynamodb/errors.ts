/**
 * What DynamoDB answers when it refuses. Texts are byte-exact (aws.md section E.2; wordings marked below were captured
 * from real tables by public conformance suites, 2026). Control operations name the missing table, data operations do
 * not.
 */
import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../kernel/aws-error.ts';

const refusal = (code: string, message: string, details: Readonly<Record<string, unknown>> = {}): AwsError =>
  new AwsError({ code, status: 400, message, details: details as AwsError['details'] });

export const validation = (message: string): AwsError => refusal('ValidationException', message);

/** `One or more parameter values were invalid: …` */
export const invalidParameter = (message: string): AwsError =>
  validation(`One or more parameter values were invalid: ${message}`);

export const keyMismatch = (): AwsError => validation('The provided key element does not match the schema');

/** The table that a data operation names is missing or not yet there. */
export const notFound = (): AwsError => refusal('ResourceNotFoundException', 'Requested resource not found');

/** The table a control operation names is missing. */
export const namedTableNotFound = (name: string): AwsError =>
  refusal('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);

/** The index that UpdateTable is to change is missing. */
export const indexNotFound = (name: string, tableName: string): AwsError =>
  refusal('ResourceNotFoundException', `Requested resource not found: Index ${name} for table ${tableName}`);

/** The table that an operation about its backups names is missing. */
export const tableNotFound = (name: string): AwsError =>
  refusal('TableNotFoundException', `Table not found: ${name}`);

export const resourceNotFound = (what: string): AwsError =>
  refusal('ResourceNotFoundException', `Requested resource not found: ${what}`);

export const tableExists = (name: string): AwsError =>
  refusal('ResourceInUseException', `Table already exists: ${name}`);

export const tableInUse = (name: string, status: 'CREATING' | 'UPDATING' | 'DELETING'): AwsError => {
  const doing = { CREATING: 'created', UPDATING: 'updated', DELETING: 'deleted' }[status];
  return refusal(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being ${doing}: ${name}`,
  );
};

/** What is said of a new table by operations on its settings. */
export const beingCreated = (name: string): AwsError =>
  refusal(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table ${name} is being created`,
  );

export const backupsUnavailable = (name: string): AwsError =>
  refusal(
    'ContinuousBackupsUnavailableException',
    `Backups are being enabled for the table: ${name}. Please retry later`,
  );

export const limitExceeded = (message: string): AwsError => refusal('LimitExceededException', message);

/** @param item the item as it stands, when the caller asked to see it */
export const conditionFailed = (item?: Readonly<Record<string, AttributeValue>>): AwsError =>
  refusal(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    item === undefined ? {} : { Item: item },
  );

/** The codes stand in the message in the order of the actions; `None` for those that were fine. */
export const transactionCancelled = (reasons: readonly CancellationReason[]): AwsError =>
  refusal(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons
      .map(({ Code }) => Code)
      .join(', ')}]`,
    { CancellationReasons: reasons },
  );

export const idempotentMismatch = (): AwsError =>
  refusal(
    'IdempotentParameterMismatchException',
    'The provided ClientRequestToken was already used with different parameters',
  );

/** @param reason `TableReadProvisionedThroughputExceeded` and its like */
export const throughputExceeded = (reason: string, resource: string): AwsError =>
  refusal(
    'ProvisionedThroughputExceededException',
    'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
    { ThrottlingReasons: [{ reason, resource }] },
  );

/** @param reason `TableReadMaxOnDemandThroughputExceeded` and its like */
export const maximumExceeded = (reason: string, resource: string): AwsError =>
  refusal(
    'ThrottlingException',
    'Throughput exceeds the maximum OnDemandThroughput configured on table or index',
    { throttlingReasons: [{ reason, resource }] },
  );
