/** The value that a request brings: text or bytes, not both. */
import { AwsError } from '../../kernel/aws-error.ts';
import { checkInput, invalidParameter, invalidRequest } from './errors.ts';
import type { SecretValue } from './versions.ts';

const MOST_BYTES = 65_536;

export interface ValueInput {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
  readonly ClientRequestToken?: string | undefined;
}

/**
 * @returns `undefined` when the request brings none
 * @throws AwsError InvalidRequestException, ValidationException
 */
export function valueOf(input: ValueInput): SecretValue | undefined {
  const { SecretString: text, SecretBinary: bytes } = input;
  checkInput(input, { ClientRequestToken: { least: 32, most: 64 } });
  if (text === undefined && bytes === undefined) return undefined;
  if (text !== undefined && bytes !== undefined) {
    throw invalidRequest(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  const size = bytes?.length ?? Buffer.byteLength(text ?? '');
  if (size === 0) throw invalidParameter('The secret value must not be empty.');
  if (size > MOST_BYTES) throw tooLong(text === undefined ? 'secretBinary' : 'secretString');
  return { text, bytes };
}

const tooLong = (member: string): AwsError =>
  new AwsError({
    code: 'ValidationException',
    status: 400,
    message: `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${MOST_BYTES}`,
  });
