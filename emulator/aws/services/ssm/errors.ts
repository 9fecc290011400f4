/**
 * What Systems Manager answers when it refuses a request about parameters; every text is written here once.
 *
 * Evidence: answers that people publish (2017–2026). Gaps (unverified): the texts of filters, tokens and KMS failures.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { validationFault, type InputConstraints } from '../../kernel/constraints.ts';

const refuse = (code: string, message: string): AwsError => new AwsError({ status: 400, code, message });

export const validation = (message: string): AwsError => refuse('ValidationException', message);

/** AWS says no more than its code. */
export const parameterNotFound = (): AwsError => refuse('ParameterNotFound', '');

export const versionNotFound = (name: string): AwsError =>
  refuse(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${name}. Verify the version and try again.`,
  );

export const parameterExists = (): AwsError =>
  refuse(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );

export const reservedName = (name: string): AwsError =>
  refuse('AccessDeniedException', `No access to reserved parameter name: ${name}.`);

export const invalidName = (): AwsError =>
  validation(
    'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
  );

export const tooManyLevels = (): AwsError =>
  refuse('HierarchyLevelLimitExceededException', 'A hierarchy can have a maximum of 15 levels.');

export const patternMismatch = (pattern: string): AwsError =>
  refuse(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
  );

export const invalidPattern = (): AwsError =>
  refuse('InvalidAllowedPatternException', 'The request does not meet the regular expression requirement.');

export const invalidKey = (reason: string): AwsError => refuse('InvalidKeyId', reason);

export const invalidToken = (): AwsError => refuse('InvalidNextToken', 'The specified token is not valid.');

export const invalidFilterKey = (key: string): AwsError =>
  refuse(
    'InvalidFilterKey',
    `The following filter key is not valid: ${key}. Valid filter keys include: [DataType, KeyId, Label, Name, Path, Tier, Type, tag:*].`,
  );

export const invalidFilterOption = (key: string, option: string): AwsError =>
  refuse('InvalidFilterOption', `The following filter option is not valid for ${key}: ${option}.`);

export const invalidResourceType = (): AwsError =>
  refuse('InvalidResourceType', 'The resource type is not valid.');

export const invalidResourceId = (): AwsError => refuse('InvalidResourceId', '');

/** @throws AwsError ValidationException */
export function checkInput<Input extends object>(input: Input, constraints: InputConstraints<Input>): void {
  const fault = validationFault(input, constraints);
  if (fault !== undefined) throw validation(fault);
}
