/** Asks a cloud whose keys these are: the first thing to fail when it is not there or wants others. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SafelightError } from '#aws';
import type { Connection } from './clients.ts';

/**
 * @returns twelve digits
 * @throws SafelightError ERR_TARGET_UNREACHABLE
 */
export async function callerAccount(connection: Connection): Promise<string> {
  const sts = new STSClient(connection);
  try {
    const { Account = '000000000000' } = await sts.send(new GetCallerIdentityCommand({}));
    return Account;
  } catch (cause) {
    throw new SafelightError(
      'ERR_TARGET_UNREACHABLE',
      `The cloud does not say who we are: ${String(cause)}`,
      {
        hint: 'Check the address, and AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY if it wants keys of its own.',
        cause,
      },
    );
  } finally {
    sts.destroy();
  }
}
