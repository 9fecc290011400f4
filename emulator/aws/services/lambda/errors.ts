/**
 * What Lambda answers when it refuses; every text is written here once. Client faults carry `Type: User`, except
 * ValidationException. Which of `Message` and `message` the wire carries is the error shape's business.
 *
 * Evidence: aws.md sections B.1, B.2, B.5 and B.6; LocalStack's recordings against AWS (test_lambda_api, 2023 to 2025-11).
 */
import { AwsError, type ErrorDetails } from '../../kernel/aws-error.ts';

const refuse = (
  status: number,
  code: string,
  message: string,
  details: ErrorDetails = {},
  headers: Readonly<Record<string, string>> = {},
): AwsError => new AwsError({ status, code, message, details: { Type: 'User', ...details }, headers });

export const notFound = (message: string): AwsError => refuse(404, 'ResourceNotFoundException', message);

export const functionNotFound = (functionArn: string): AwsError =>
  notFound(`Function not found: ${functionArn}`);

export const aliasNotFound = (aliasArn: string): AwsError => notFound(`Cannot find alias arn: ${aliasArn}`);

/** For most things that hang on a function: policies, URLs, mappings. */
export const resourceNotFound = (): AwsError => notFound('The resource you requested does not exist.');

export const otherRegion = (asked: string, region: string): AwsError =>
  notFound(`Functions from '${asked}' are not reachable in this region ('${region}')`);

export const conflict = (message: string): AwsError => refuse(409, 'ResourceConflictException', message);

export const functionExists = (name: string): AwsError => conflict(`Function already exist: ${name}`);

export const updateInProgress = (functionArn: string): AwsError =>
  conflict(
    `The operation cannot be performed at this time. An update is in progress for resource: ${functionArn}`,
  );

export const statementExists = (sid: string): AwsError =>
  conflict(
    `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  );

export const invalidParameter = (message: string): AwsError =>
  refuse(400, 'InvalidParameterValueException', message);

export const roleNotAssumable = (): AwsError =>
  invalidParameter('The role defined for the function cannot be assumed by Lambda.');

export const invalidZip = (): AwsError =>
  invalidParameter('Could not unzip uploaded file. Please check your file, then try to upload again.');

export const unzippedTooLarge = (limit: number): AwsError =>
  invalidParameter(`Unzipped size must be smaller than ${limit} bytes`);

export const zippedTooLarge = (limit: number): AwsError =>
  refuse(413, 'RequestEntityTooLargeException', `Zipped size must be smaller than ${limit} bytes`);

export const requestTooLarge = (limit: number, operation: string): AwsError =>
  refuse(
    413,
    'RequestTooLargeException',
    `Request must be smaller than ${limit} bytes for the ${operation} operation`,
  );

export const invalidRequestContent = (message: string): AwsError =>
  refuse(400, 'InvalidRequestContentException', message);

export const preconditionFailed = (): AwsError =>
  refuse(
    412,
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  );

export type ThrottleReason =
  | 'ConcurrentInvocationLimitExceeded'
  | 'ReservedFunctionConcurrentInvocationLimitExceeded'
  | 'CallerRateLimitExceeded';

export const tooManyRequests = (reason: ThrottleReason): AwsError =>
  refuse(429, 'TooManyRequestsException', 'Rate Exceeded.', { Reason: reason }, { 'retry-after': '1' });

/** One or more broken constraints, each as `Value '…' at '…' failed to satisfy constraint: Member must …`. */
export const validation = (violations: readonly string[]): AwsError =>
  new AwsError({
    status: 400,
    code: 'ValidationException',
    message: `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`,
  });

/** The same text under the name that CreateFunction gives it when the plain function name is at fault. */
export const invalidName = (violations: readonly string[]): AwsError =>
  invalidParameter(validation(violations).message);
