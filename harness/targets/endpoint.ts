/**
 * Any cloud that answers at a URL: another emulator, or a safelight that runs elsewhere. Nothing is known of it, so
 * nothing beyond its services is expected of it, and its time is waited for.
 */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SafelightError } from '#aws';
import { wallTime } from '../time.ts';
import { createClients } from './clients.ts';
import type { Capability, Target } from './target.ts';

const CAPABILITIES: ReadonlySet<Capability> = new Set(['functions', 'enforcement']);

/** @throws SafelightError ERR_TARGET_UNREACHABLE */
export async function endpointTarget(endpoint: string, region = 'us-east-1'): Promise<Target> {
  const { AWS_ACCESS_KEY_ID: accessKeyId = 'test', AWS_SECRET_ACCESS_KEY: secretAccessKey = 'test' } =
    process.env;
  const connection = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  const accountId = await accountAt(connection);
  const clients = createClients(connection);
  return {
    name: 'endpoint',
    connection,
    clients,
    accountId,
    region,
    time: wallTime(),
    can: (capability) => CAPABILITIES.has(capability),
    [Symbol.asyncDispose]: async () => clients.destroy(),
  };
}

async function accountAt(connection: ConstructorParameters<typeof STSClient>[0] & object): Promise<string> {
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
