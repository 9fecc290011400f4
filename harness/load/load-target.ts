/** What load is sent to: a cloud of its own for the run, or one that runs already. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SafelightError } from '#aws';
import { controlClient, type ControlClient } from '../control-client.ts';
import { awsConnection } from '../targets/aws-connection.ts';
import { callerAccount } from '../targets/caller-account.ts';
import { createClients, type Clients, type Connection } from '../targets/clients.ts';
import { LOCAL_CREDENTIALS } from '../targets/local-credentials.ts';

export interface LoadTarget extends AsyncDisposable {
  /** `embedded`: of its own. `joined`: a safelight that runs already. `endpoint`: any other cloud. `aws`: AWS. */
  readonly name: 'embedded' | 'joined' | 'endpoint' | 'aws';
  readonly connection: Connection;
  /** An address that S3 answers at with buckets in the path. */
  readonly s3: string;
  /** For scripts that sign by themselves. */
  readonly credentials: NonNullable<Connection['credentials']>;
  readonly clients: Clients;
  readonly accountId: string;
  readonly region: string;
  /** A safelight's own view; no other cloud has one. */
  readonly control: ControlClient | undefined;
  /** Its process, on this machine. */
  readonly pid: number | undefined;
  /** The image API that runs beside it already. */
  readonly api: string | undefined;
}

/** @throws SafelightError ERR_CLOUD_START */
export async function startLoadTarget(): Promise<LoadTarget> {
  const child = fork(fileURLToPath(new URL('./cloud-process.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2_000);
  });
  const started = await Promise.race([
    once(child, 'message').then(([message]) => message as { readonly endpoint: string }),
    once(child, 'exit').then(() => undefined),
  ]);
  if (started === undefined) {
    throw new SafelightError('ERR_CLOUD_START', 'The cloud that was to take the load did not start.', {
      hint: complaint,
    });
  }
  const joined = await joinLoadTarget(started.endpoint);
  return {
    ...joined,
    name: 'embedded',
    async [Symbol.asyncDispose]() {
      await joined[Symbol.asyncDispose]();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/**
 * @param endpoint an origin
 * @throws SafelightError ERR_TARGET_UNREACHABLE
 */
export async function joinLoadTarget(endpoint: string, region = 'us-east-1'): Promise<LoadTarget> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
  const control = controlClient(endpoint);
  const status = await control.status().catch((error: unknown) => {
    if (error instanceof SafelightError && error.code !== 'ERR_UNREACHABLE') return undefined;
    throw new SafelightError('ERR_TARGET_UNREACHABLE', `Nothing answers at ${endpoint}.`, {
      hint: 'Start the target first (safelight up), check the address, or leave --target out for a cloud of its own.',
      cause: error,
    });
  });
  const isSafelight = status !== undefined;
  const credentials =
    isSafelight || AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined
      ? LOCAL_CREDENTIALS
      : { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  const connection = { endpoint, region: status?.region ?? region, credentials };
  const accountId = status?.accountId ?? (await callerAccount(connection));
  const clients = createClients(connection);
  return {
    name: isSafelight ? 'joined' : 'endpoint',
    connection,
    s3: endpoint,
    credentials,
    clients,
    accountId,
    region: connection.region,
    control: isSafelight ? control : undefined,
    pid: status?.pid,
    api: status?.about['api'],
    [Symbol.asyncDispose]: async () => clients.destroy(),
  };
}

/**
 * The account that this machine's credentials belong to, found as the SDK finds them; `AWS_ENDPOINT_URL` too.
 *
 * @throws SafelightError ERR_TARGET_UNREACHABLE
 */
export async function awsLoadTarget(env: NodeJS.ProcessEnv = process.env): Promise<LoadTarget> {
  const connection = awsConnection(env);
  const { endpoint, region } = connection;
  const accountId = await callerAccount(connection);
  const clients = createClients(connection);
  const { accessKeyId, secretAccessKey, sessionToken } = await (await clients.s3()).config.credentials();
  return {
    name: 'aws',
    connection,
    s3: endpoint ?? `https://s3.${region}.amazonaws.com`,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    clients,
    accountId,
    region,
    control: undefined,
    pid: undefined,
    api: undefined,
    [Symbol.asyncDispose]: async () => clients.destroy(),
  };
}
