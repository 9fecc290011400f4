/**
 * Any cloud that answers at a URL: another emulator, or a safelight that runs elsewhere. Nothing is known of it, so
 * nothing beyond its services is expected of it, and its time is waited for.
 */
import { browserLack } from '../browser.ts';
import { wallTime } from '../time.ts';
import { callerAccount } from './caller-account.ts';
import { createClients, type Connection } from './clients.ts';
import type { Deviation } from './deviation.ts';
import { currentRun } from './run-mark.ts';
import type { Lacks, Target } from './target.ts';

const LACKS: Lacks = {
  'time-travel': 'the time of a cloud behind a URL cannot be moved',
  metering: 'a cloud behind a URL does not say what it would bill',
  isolation: 'all scenarios share one cloud',
  'viewer-regions': 'where its viewers are is not theirs to say',
};

/** The account of a cloud that has no accounts. */
export const NOBODY = '000000000000';

export function endpointConnection(endpoint: string, region = process.env['AWS_REGION'] ?? 'us-east-1') {
  const { AWS_ACCESS_KEY_ID: accessKeyId = 'test', AWS_SECRET_ACCESS_KEY: secretAccessKey = 'test' } =
    process.env;
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } } satisfies Connection;
}

/** @throws SafelightError ERR_TARGET_UNREACHABLE, ERR_CREDENTIALS */
export async function endpointTarget(
  endpoint: string,
  region?: string,
  deviations: readonly Deviation[] = [],
): Promise<Target> {
  const connection = endpointConnection(endpoint, region);
  const accountId = await callerAccount(connection, NOBODY);
  const clients = createClients(connection);
  return {
    name: 'endpoint',
    connection,
    clients,
    accountId,
    region: connection.region,
    run: currentRun(),
    time: wallTime(),
    lacks: { ...LACKS, ...browserLack() },
    deviations,
    [Symbol.asyncDispose]: async () => clients.destroy(),
  };
}
