/**
 * What Secrets Manager answers when it refuses; every text is written here once.
 *
 * Evidence: aws.md section F.2 (LocalStack's recordings against AWS, tests/aws/services/secretsmanager); published
 * answers for rotations and staging labels (2019–2026). Gaps (unverified): the texts of version conflicts, policies,
 * passwords and KMS failures.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { validationFault, type InputConstraints } from '../../kernel/constraints.ts';

const refuse = (code: string, message: string): AwsError => new AwsError({ status: 400, code, message });

export const secretNotFound = (): AwsError =>
  refuse('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

/** @param which `staging label: AWSCURRENT` or `VersionId: …` */
export const valueNotFound = (which: string): AwsError =>
  refuse('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${which}`);

export const secretExists = (name: string): AwsError =>
  refuse('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);

export const versionExists = (): AwsError =>
  refuse(
    'ResourceExistsException',
    "You can't modify an existing version, you can only create a new version.",
  );

export const invalidRequest = (message: string): AwsError => refuse('InvalidRequestException', message);

export const markedForDeletion = (): AwsError =>
  invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");

export const alreadyDeleted = (): AwsError =>
  invalidRequest(
    "You can't perform this operation on the secret because it was already scheduled for deletion.",
  );

export const nameScheduledForDeletion = (): AwsError =>
  invalidRequest(
    "You can't create this secret because a secret with this name is already scheduled for deletion.",
  );

export const rotationUnderWay = (): AwsError =>
  invalidRequest("A previous rotation isn't complete. That rotation will be reattempted.");

export const noRotationFunction = (): AwsError =>
  invalidRequest('No Lambda rotation function ARN is associated with this secret.');

export const functionNotPermitted = (): AwsError =>
  refuse(
    'AccessDeniedException',
    'Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.',
  );

export const invalidParameter = (message: string): AwsError => refuse('InvalidParameterException', message);

export const labelElsewhere = (label: string, version: string): AwsError =>
  invalidParameter(
    `The parameter RemoveFromVersionId can't be empty. Staging label ${label} is currently attached to version ${version}, so you must explicitly reference that version in RemoveFromVersionId.`,
  );

export const invalidName = (): AwsError =>
  refuse(
    'ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  );

export const invalidToken = (): AwsError =>
  refuse('InvalidNextTokenException', 'The next token is not valid.');

export const malformedPolicy = (message: string): AwsError =>
  refuse('MalformedPolicyDocumentException', message);

export const publicPolicy = (): AwsError =>
  refuse(
    'PublicPolicyException',
    'The resource policy grants broad access to the secret, which BlockPublicPolicy forbids.',
  );

export const kmsDenied = (): AwsError => refuse('AccessDeniedException', 'Access to KMS is not allowed');

export const encryptionFailed = (reason: string): AwsError =>
  refuse(
    'EncryptionFailure',
    `Secrets Manager can't encrypt the protected secret text using the provided KMS key: ${reason}`,
  );

export const decryptionFailed = (reason: string): AwsError =>
  refuse(
    'DecryptionFailure',
    `Secrets Manager can't decrypt the protected secret text using the provided KMS key: ${reason}`,
  );

/** @throws AwsError ValidationException */
export function checkInput<Input extends object>(input: Input, constraints: InputConstraints<Input>): void {
  const fault = validationFault(input, constraints);
  if (fault !== undefined) throw refuse('ValidationException', fault);
}
