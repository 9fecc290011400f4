/**
 * What IAM answers when it refuses; every text is written here once.
 *
 * Evidence: aws.md section F.3 (LocalStack's recordings against AWS, tests/aws/services/iam); published answers. Gaps
 * (unverified): the texts of conflicts other than attached policies, and of quotas.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { validationFault, type InputConstraints } from '../../kernel/constraints.ts';

const refuse = (code: string, status: number, message: string): AwsError =>
  new AwsError({ code, status, message });

const noSuchEntity = (message: string): AwsError => refuse('NoSuchEntityException', 404, message);

/** @param kind `user`, `role policy` */
export const notFound = (kind: string, name: string): AwsError =>
  noSuchEntity(`The ${kind} with name ${name} cannot be found.`);

export const keyNotFound = (id: string): AwsError =>
  noSuchEntity(`The Access Key with id ${id} cannot be found.`);

export const policyNotFound = (arn: string): AwsError => noSuchEntity(`Policy ${arn} was not found.`);

export const policyNotAttachable = (arn: string): AwsError =>
  noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);

export const versionNotFound = (arn: string, version: string): AwsError =>
  noSuchEntity(`Policy ${arn} version ${version} does not exist or is not attachable.`);

/** @param kind `User`, `Role` */
export const alreadyExists = (kind: string, name: string): AwsError =>
  refuse('EntityAlreadyExistsException', 409, `${kind} with name ${name} already exists.`);

export const policyExists = (name: string): AwsError =>
  refuse(
    'EntityAlreadyExistsException',
    409,
    `A policy called ${name} already exists. Duplicate names are not allowed.`,
  );

/** @param first `detach all policies` */
export const deleteConflict = (first: string): AwsError =>
  refuse('DeleteConflictException', 409, `Cannot delete entity, must ${first} first.`);

export const policyInUse = (): AwsError =>
  refuse('DeleteConflictException', 409, 'Cannot delete a policy attached to entities.');

export const versionIsDefault = (): AwsError =>
  refuse('DeleteConflictException', 409, 'Cannot delete the default version of a policy.');

export const quotaExceeded = (message: string): AwsError => refuse('LimitExceededException', 409, message);

export const malformedPolicy = (message: string): AwsError =>
  refuse('MalformedPolicyDocumentException', 400, message);

export const invalidInput = (message: string): AwsError => refuse('InvalidInputException', 400, message);

export const validation = (message: string): AwsError => refuse('ValidationError', 400, message);

export const unmodifiable = (): AwsError =>
  refuse('AccessDenied', 403, 'Policies that AWS manages cannot be changed.');

/** @throws AwsError ValidationError */
export function checkInput<Input extends object>(input: Input, constraints: InputConstraints<Input>): void {
  const fault = validationFault(input, constraints);
  if (fault !== undefined) throw validation(fault);
}
