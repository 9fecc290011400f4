/**
 * What KMS answers when it refuses; every text is written here once.
 *
 * Evidence: aws.md section F.1 (LocalStack's recordings against AWS, tests/aws/services/kms) for keys, aliases and
 * states; published answers for usages and lockouts. Gaps (unverified): the texts of wrong algorithms, digests, markers
 * and reserved aliases.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { validationFault, type InputConstraints } from '../../kernel/constraints.ts';

const refuse = (code: string, message: string): AwsError => new AwsError({ status: 400, code, message });

const notFound = (message: string): AwsError => refuse('NotFoundException', message);

export const keyNotFound = (arn: string): AwsError => notFound(`Key '${arn}' does not exist`);

export const invalidKeyId = (keyId: string): AwsError => notFound(`Invalid keyId '${keyId}'`);

/** A key's ARN names a region other than the one asked. */
export const invalidArnRegion = (region: string): AwsError => notFound(`Invalid arn ${region}`);

export const aliasNotFound = (arn: string): AwsError => notFound(`Alias ${arn} is not found.`);

export const noSuchPolicy = (): AwsError => notFound('No such policy exists');

export const grantNotFound = (grantId: string): AwsError => notFound(`Grant ID ${grantId} not found`);

export const aliasExists = (arn: string): AwsError =>
  refuse('AlreadyExistsException', `An alias with the name ${arn} already exists`);

export const aliasReserved = (): AwsError =>
  refuse('NotAuthorizedException', 'Aliases that begin with alias/aws/ are reserved for AWS managed keys.');

export const validation = (message: string): AwsError => refuse('ValidationException', message);

/** @throws AwsError ValidationException */
export function checkInput<Input extends object>(input: Input, constraints: InputConstraints<Input>): void {
  const fault = validationFault(input, constraints);
  if (fault !== undefined) throw validation(fault);
}

export const aliasPrefix = (): AwsError =>
  validation(
    'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  );

export const keyDisabled = (arn: string): AwsError => refuse('DisabledException', `${arn} is disabled.`);

export const invalidState = (arn: string, state: string): AwsError =>
  refuse('KMSInvalidStateException', `${arn} is ${state}.`);

export const wrongUsage = (arn: string, usage: string, operation: string): AwsError =>
  refuse('InvalidKeyUsageException', `${arn} key usage is ${usage} which is not valid for ${operation}.`);

export const wrongAlgorithm = (algorithm: string, spec: string): AwsError =>
  refuse('InvalidKeyUsageException', `Algorithm ${algorithm} and key spec ${spec} are incompatible.`);

export const invalidCiphertext = (): AwsError => refuse('InvalidCiphertextException', '');

export const incorrectKey = (): AwsError =>
  refuse(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );

export const invalidSignature = (): AwsError => refuse('KMSInvalidSignatureException', '');

export const invalidMac = (): AwsError => refuse('KMSInvalidMacException', '');

export const unsupported = (message: string): AwsError => refuse('UnsupportedOperationException', message);

export const malformedPolicy = (message: string): AwsError =>
  refuse('MalformedPolicyDocumentException', message);

export const invalidMarker = (): AwsError =>
  refuse('InvalidMarkerException', 'Could not deserialize the marker.');

export const tagError = (message: string): AwsError => refuse('TagException', message);

export const limitExceeded = (message: string): AwsError => refuse('LimitExceededException', message);

export const invalidArn = (message: string): AwsError => refuse('InvalidArnException', message);

export const invalidGrantToken = (): AwsError =>
  refuse('InvalidGrantTokenException', 'The grant token is not valid.');

export const wouldSucceed = (): AwsError =>
  new AwsError({
    code: 'DryRunOperationException',
    status: 412,
    message: 'The request would have succeeded, but the DryRun option is set.',
  });
