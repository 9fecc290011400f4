/** Asks a cloud whose keys these are: the first thing to fail when it is not there or wants others. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SafelightError } from '#aws';
import type { Connection } from './clients.ts';

/** Milliseconds: to be let in, and to be answered. */
const PATIENCE = { connectionTimeout: 5_000, requestTimeout: 15_000 };

/** AWS's names for keys that it does not take, and the SDK's for having none. */
const WRONG_KEYS =
  /Credentials|InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClient|SignatureDoesNotMatch|ExpiredToken|AccessDenied|AuthFailure|TokenRefreshRequired/;

/**
 * @param otherwise the account of a cloud that is there and knows no STS, where that is no error
 * @returns twelve digits
 * @throws SafelightError ERR_TARGET_UNREACHABLE, ERR_CREDENTIALS
 */
export async function callerAccount(connection: Connection, otherwise?: string): Promise<string> {
  const sts = new STSClient({ ...connection, requestHandler: PATIENCE, maxAttempts: 2 });
  try {
    const { Account = '000000000000' } = await sts.send(new GetCallerIdentityCommand({}));
    return Account;
  } catch (cause) {
    if (isAbout(cause, WRONG_KEYS)) throw refused(connection, cause);
    if (wasAnswered(cause) && otherwise !== undefined) return otherwise;
    throw unreachable(connection, cause);
  } finally {
    sts.destroy();
  }
}

const isAbout = (cause: unknown, names: RegExp): boolean => cause instanceof Error && names.test(cause.name);

/** Whether anything came back over the wire, in whatever language. */
const wasAnswered = (cause: unknown): boolean =>
  cause instanceof Error &&
  ('$response' in cause ||
    (cause as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined);

const refused = ({ endpoint = 'AWS' }: Connection, cause: unknown): SafelightError =>
  new SafelightError('ERR_CREDENTIALS', `${endpoint} does not take these credentials: ${wordsOf(cause)}`, {
    hint: 'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, to keys of that cloud; `aws sts get-caller-identity` tries them.',
    cause,
  });

const unreachable = ({ endpoint = 'AWS' }: Connection, cause: unknown): SafelightError =>
  new SafelightError('ERR_TARGET_UNREACHABLE', `${endpoint} does not say who we are: ${wordsOf(cause)}`, {
    hint: 'Check that it runs, the address, and the region (AWS_REGION or --region).',
    cause,
  });

/**
 * A refused connection to a name with several addresses has no words of its own; AWS repeats the request after the first
 * line of what it says of a signature.
 */
function wordsOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(wordsOf).join(' ');
  return cause instanceof Error
    ? `${cause.message.replace(/\n[^]*/, '').replace(/\.$/, '')}.`
    : String(cause);
}
