/**
 * What CloudWatch answers when it refuses; every text is written here or beside the rule it belongs to. Codes are the
 * SDK's exception names; the query protocol's own (`InvalidParameterValue`) follow from the model.
 *
 * Evidence: aws.md section F.4 (LocalStack's recordings against AWS, to 2026-02-26). Gap: texts about periods, statistics
 * and missing members are worded after those, not recorded.
 */
import { AwsError } from '../../kernel/aws-error.ts';

const refuse = (code: string, message: string, status = 400): AwsError =>
  new AwsError({ code, message, status });

export const invalidCombination = (message: string): AwsError =>
  refuse('InvalidParameterCombinationException', message);

export const invalidValue = (message: string): AwsError => refuse('InvalidParameterValueException', message);

export const missingParameter = (name: string): AwsError =>
  refuse('MissingRequiredParameterException', `The parameter ${name} is required.`);

export const validationError = (message: string): AwsError => refuse('ValidationException', message);

/** `1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must …` */
export const constraint = (value: unknown, member: string, rule: string): AwsError =>
  validationError(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );

/** Alarms that are not there are refused without a word. */
export const alarmNotFound = (): AwsError => refuse('ResourceNotFound', '', 404);

export const resourceNotFound = (arn: string): AwsError =>
  refuse('ResourceNotFoundException', `Unknown resource: ${arn}`, 404);

export const dashboardNotFound = (name: string): AwsError =>
  refuse('DashboardNotFoundError', `Dashboard ${name} does not exist`, 404);

export const invalidDashboard = (message: string): AwsError => refuse('DashboardInvalidInputError', message);

export const invalidNextToken = (): AwsError => refuse('InvalidNextToken', 'The next token is invalid.');
