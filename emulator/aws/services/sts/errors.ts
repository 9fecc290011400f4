/**
 * What STS answers when it refuses. Evidence: aws.md section F.3 (LocalStack's recordings against AWS,
 * tests/aws/services/sts). Gaps (unverified): the texts about durations and chained roles.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { validationFault, type InputConstraints } from '../../kernel/constraints.ts';

export const validation = (message: string): AwsError =>
  new AwsError({ code: 'ValidationError', status: 400, message });

/** @throws AwsError ValidationError */
export function checkInput<Input extends object>(input: Input, constraints: InputConstraints<Input>): void {
  const fault = validationFault(input, constraints);
  if (fault !== undefined) throw validation(fault);
}

export const invalidArn = (text: string): AwsError => validation(`${text} is invalid`);

export const invalidToken = (): AwsError =>
  new AwsError({
    code: 'InvalidClientTokenId',
    status: 403,
    message: 'The security token included in the request is invalid.',
  });

export const sessionsOpenNone = (operation: string): AwsError =>
  new AwsError({
    code: 'AccessDenied',
    status: 403,
    message: `Cannot call ${operation} with session credentials`,
  });

export const tooLong = (): AwsError =>
  validation('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');

export const chainedTooLong = (): AwsError =>
  validation(
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  );

export const malformedPolicy = (message: string): AwsError =>
  new AwsError({ code: 'MalformedPolicyDocumentException', status: 400, message });
