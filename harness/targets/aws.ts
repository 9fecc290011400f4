/**
 * AWS as a target. Whose account the credentials belong to is asked first, and nothing else is before that account was
 * found on the list of those that may be judged. All that a run makes carries its mark.
 */
import { browserLack } from '../browser.ts';
import { allowedAccounts, holdToAccounts } from '../rails.ts';
import { wallTime } from '../time.ts';
import { awsConnection } from './aws-connection.ts';
import { callerAccount } from './caller-account.ts';
import { createClients, type Clients, type Connection, type PreparableClient } from './clients.ts';
import { tagWhatIsMade } from './made.ts';
import { currentRun, RUN_TAG } from './run-mark.ts';
import type { Lacks, Target } from './target.ts';

export const AWS_LACKS: Lacks = {
  'time-travel': 'the time of AWS cannot be moved',
  metering: 'AWS says what it bills a day later',
  isolation: 'the account is not this scenario’s own',
  'viewer-regions': 'where its viewers are is not theirs to say',
};

export interface AwsOptions {
  /** Twelve digits each: accounts that may be judged, beside those in `SAFELIGHT_AWS_ACCOUNTS`. */
  readonly accounts?: readonly string[] | undefined;
  readonly region?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

export interface Account {
  readonly connection: Connection;
  readonly accountId: string;
}

/**
 * The account that the credentials of this machine belong to, once it is known to be one of those that are meant.
 *
 * @throws SafelightError ERR_TARGET_UNREACHABLE, ERR_CREDENTIALS, ERR_AWS_NOT_ALLOWED
 */
export async function openAccount({
  accounts,
  region,
  env = process.env,
}: AwsOptions = {}): Promise<Account> {
  const connection = awsConnection(env, region);
  const accountId = await callerAccount(connection);
  holdToAccounts(accountId, allowedAccounts(env, accounts), 'judged');
  return { connection, accountId };
}

/** Clients whose every creation is tagged with the run. */
export const markedClients = (connection: Connection, run: string): Clients =>
  createClients(connection, (client: PreparableClient) => tagWhatIsMade(client, { [RUN_TAG]: run }));

/** @throws SafelightError as `openAccount` does */
export async function awsTarget(options: AwsOptions = {}): Promise<Target> {
  const { connection, accountId } = await openAccount(options);
  const run = currentRun(options.env);
  const clients = markedClients(connection, run);
  return {
    name: 'aws',
    connection,
    clients,
    accountId,
    region: connection.region,
    run,
    time: wallTime(),
    lacks: { ...AWS_LACKS, ...browserLack() },
    deviations: [],
    [Symbol.asyncDispose]: async () => clients.destroy(),
  };
}
