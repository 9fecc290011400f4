/**
 * What API Gateway answers when it refuses; every text is written here once.
 *
 * Evidence: aws.md section D.1 and answers that LocalStack recorded from AWS (test_apigateway_api,
 * test_apigateway_common); moto 5's texts, seen in public reports of AWS, for path parts, keys and stages. Unverified:
 * the texts for tags.
 */
import { AwsError } from '../../kernel/aws-error.ts';

const refuse = (status: number, code: string, message: string): AwsError =>
  new AwsError({ status, code, message });

export const badRequest = (message: string): AwsError => refuse(400, 'BadRequestException', message);

export const conflict = (message: string): AwsError => refuse(409, 'ConflictException', message);

/** What AWS says of an authorizer for an API that there is not. */
export const concurrentModification = (): AwsError =>
  conflict('Unable to complete operation due to concurrent modification. Please try again later.');

export const notFound = (message: string): AwsError => refuse(404, 'NotFoundException', message);

/** What requests name by an id of its own, in AWS's words. */
export type Identified =
  | 'API Key'
  | 'Authorizer'
  | 'Deployment'
  | 'Integration'
  | 'Integration Response'
  | 'Method'
  | 'Request Validator'
  | 'Resource'
  | 'Response status code'
  | 'Stage'
  | 'Usage Plan Key';

export const invalidIdentifier = (what: Identified): AwsError =>
  notFound(
    what === 'Response status code' ? `Invalid ${what} specified` : `Invalid ${what} identifier specified`,
  );

export const invalidApi = (accountId: string, apiId: string): AwsError =>
  notFound(`Invalid API identifier specified ${accountId}:${apiId}`);

export const invalidModelName = (name: string | undefined): AwsError =>
  notFound(`Invalid model name specified: ${name}`);

export const invalidUsagePlan = (): AwsError => notFound('Invalid Usage Plan ID specified');

/** One or more broken constraints, each as `Value '…' at '…' failed to satisfy constraint: Member must …`. */
export const validation = (violations: readonly string[]): AwsError =>
  refuse(
    400,
    'ValidationException',
    `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`,
  );

/** `Value 'X' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [A, B]` */
export const outside = (value: string, member: string, allowed: readonly string[]): string =>
  `Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`;

/** A refusal for that one reason. */
export const outsideOf = (value: string, member: string, allowed: readonly string[]): AwsError =>
  validation([outside(value, member, allowed)]);

/** What is said of names that are to be replaced or removed and are not there. */
export const ABSENT_PARAMETER = 'Invalid parameter name specified';
export const ABSENT_TYPE = 'Content-Type specified was not found';

export const invalidPatchPath = (path: string): AwsError => badRequest(`Invalid patch path ${path}`);

export const invalidPatchOperation = (allowed: readonly string[]): AwsError =>
  badRequest(`Invalid patch operation specified. Must be one of: [${allowed.join(', ')}]`);
