/**
 * What CloudWatch Logs answers when it refuses; every text is written here once.
 *
 * Evidence: aws.md section F.5; LocalStack's recordings against AWS (tests/aws/services/logs, 2026-02-03 to 2026-02-11).
 */
import { AwsError } from '../../kernel/aws-error.ts';

const refuse = (code: string, message: string): AwsError => new AwsError({ status: 400, code, message });

export const groupNotFound = (): AwsError =>
  refuse('ResourceNotFoundException', 'The specified log group does not exist.');

export const streamNotFound = (): AwsError =>
  refuse('ResourceNotFoundException', 'The specified log stream does not exist.');

export const groupExists = (): AwsError =>
  refuse('ResourceAlreadyExistsException', 'The specified log group already exists');

export const streamExists = (): AwsError =>
  refuse('ResourceAlreadyExistsException', 'The specified log stream already exists');

export const invalidParameter = (message: string): AwsError => refuse('InvalidParameterException', message);

export const invalidToken = (): AwsError => invalidParameter('The specified nextToken is invalid.');

/** `Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000` */
export const constraint = (value: unknown, member: string, rule: string): AwsError =>
  invalidParameter(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );

export const nameAndArn = (): AwsError =>
  refuse('ValidationException', 'LogGroup name and LogGroup ARN are mutually exclusive parameters.');

export const malformedQuery = (what: string): AwsError => refuse('MalformedQueryException', what);

export const queryNotFound = (): AwsError =>
  refuse('ResourceNotFoundException', 'The specified query does not exist.');

export const metricFilterNotFound = (): AwsError =>
  refuse('ResourceNotFoundException', 'The specified metric filter does not exist.');

export const tooManyFilters = (): AwsError => refuse('LimitExceededException', 'Resource limit exceeded.');
