/** The target that a run judges, as it was asked for, made ready for the processes that run scenarios. */
import { SafelightError, VERSION } from '#aws';
import { callerAccount } from '../targets/caller-account.ts';
import { openAccount } from '../targets/aws.ts';
import type { Fill } from '../stand-ins/fill.ts';
import { deviationsPlace, namedDeviations } from '../targets/deviations/named-deviations.ts';
import { createClients, type Clients, type Connection } from '../targets/clients.ts';
import { endpointConnection, NOBODY } from '../targets/endpoint.ts';
import type { SuiteEnvironment } from './run-suite.ts';

export type TargetName = 'embedded' | 'localstack' | 'endpoint' | 'aws';

export interface TargetChoice {
  readonly target: TargetName;
  readonly endpoint?: string | undefined;
  /** Of LocalStack. */
  readonly image?: string | undefined;
  /** Whether LocalStack's container stays for the next run. */
  readonly reuse?: boolean | undefined;
  /** Accounts that may be judged, twelve digits each. */
  readonly account?: readonly string[] | undefined;
  readonly region?: string | undefined;
  /** What of the target is filled in by this machine. */
  readonly fill?: readonly Fill[] | undefined;
  /** How an endpoint is known to differ: the name of an emulator, or a file. */
  readonly deviations?: string | undefined;
  /** A stack that is to be judged as it stands. */
  readonly deployed?: string | undefined;
  /** The blueprint that was deployed. */
  readonly blueprint?: string | undefined;
}

/** A cloud that outlives the run. */
export interface SharedCloud {
  /** What tells it from others, for people too. */
  readonly identity: string;
  readonly clients: Clients;
  /** Whether what is made there carries tags. */
  readonly tagged: boolean;
  readonly region: string;
  /** The command that sweeps it. */
  readonly sweep: string;
}

export interface ReadyTarget extends AsyncDisposable {
  /** What exactly is judged: an image, an address, our own version. */
  readonly judged: string;
  readonly env: SuiteEnvironment;
  /** Absent where the cloud ends with the run. */
  readonly shared?: SharedCloud;
  /** The last lines that the target wrote. */
  logs?(): Promise<string>;
}

const nothing = async (): Promise<void> => undefined;

/** @throws SafelightError for whatever keeps the target from being judged */
export async function readyTarget(choice: TargetChoice): Promise<ReadyTarget> {
  const { target, endpoint, fill = [] } = choice;
  if ((target === 'endpoint') !== (endpoint !== undefined)) {
    throw new SafelightError('ERR_TARGET', 'The target endpoint and the option --endpoint go together.', {
      hint: 'safelight test --target endpoint --endpoint http://127.0.0.1:4566',
    });
  }
  if (fill.length > 0 && target !== 'endpoint' && target !== 'localstack') {
    throw new SafelightError('ERR_FILL', `The target ${target} lacks nothing that could be filled in.`, {
      hint: 'safelight test --target endpoint --endpoint http://127.0.0.1:5000 --fill processors --fill cdn',
    });
  }
  if (choice.deviations !== undefined && target !== 'endpoint') {
    throw new SafelightError('ERR_TARGET', 'How it differs is to be told of an endpoint alone.', {
      hint: 'safelight test --target endpoint --endpoint http://127.0.0.1:5000 --deviations moto',
    });
  }
  if (choice.deployed !== undefined && target !== 'aws') {
    throw new SafelightError('ERR_TARGET', 'Only what is deployed at AWS can be judged as it stands.', {
      hint: 'safelight test --target aws --deployed STACK',
    });
  }
  if (target === 'aws') return readyAws(choice);
  if (endpoint !== undefined) return readyEndpoint(endpoint, choice);
  if (target === 'localstack') return readyLocalstack(choice);
  return {
    judged: `safelight ${VERSION}`,
    env: { SAFELIGHT_TARGET: 'embedded' },
    [Symbol.asyncDispose]: nothing,
  };
}

/** A cloud reached by a connection: its clients end with the run, itself does not. */
function sharedCloud(
  connection: Connection,
  facts: Omit<SharedCloud, 'clients' | 'region'>,
): { readonly shared: SharedCloud; readonly end: () => Promise<void> } {
  const clients = createClients(connection);
  return {
    shared: { ...facts, clients, region: connection.region },
    end: async () => clients.destroy(),
  };
}

async function readyAws({ account, region, deployed, blueprint }: TargetChoice): Promise<ReadyTarget> {
  const { connection, accountId } = await openAccount({ accounts: account, region });
  const where = `account ${accountId} in ${connection.region}`;
  const identity = connection.endpoint === undefined ? where : `${where} at ${connection.endpoint}`;
  const { shared, end } = sharedCloud(connection, {
    identity,
    tagged: true,
    sweep: `safelight sweep --target aws --account ${accountId} --region ${connection.region}`,
  });
  return {
    judged: deployed === undefined ? identity : `stack ${deployed}, ${identity}`,
    env: {
      SAFELIGHT_TARGET: 'aws',
      SAFELIGHT_AWS_ACCOUNTS: accountId,
      AWS_REGION: connection.region,
      SAFELIGHT_DEPLOYED: deployed,
      SAFELIGHT_DEPLOYED_BLUEPRINT: blueprint,
    },
    shared,
    [Symbol.asyncDispose]: end,
  };
}

async function readyEndpoint(
  endpoint: string,
  { region, fill, deviations }: TargetChoice,
): Promise<ReadyTarget> {
  if (deviations !== undefined) await namedDeviations(deviations);
  const connection = endpointConnection(endpoint, region);
  await callerAccount(connection, NOBODY);
  const { shared, end } = sharedCloud(connection, {
    identity: endpoint,
    tagged: false,
    sweep: `safelight sweep --target endpoint --endpoint ${endpoint}`,
  });
  return {
    judged: endpoint,
    env: {
      SAFELIGHT_TARGET: 'endpoint',
      SAFELIGHT_TARGET_ENDPOINT: endpoint,
      SAFELIGHT_FILL: fill?.join(','),
      SAFELIGHT_DEVIATIONS: deviations && deviationsPlace(deviations),
      AWS_REGION: connection.region,
    },
    shared,
    [Symbol.asyncDispose]: end,
  };
}

async function readyLocalstack({ image, reuse, fill }: TargetChoice): Promise<ReadyTarget> {
  const { LOCALSTACK_IMAGE, startLocalstack } = await import('../targets/localstack-container.ts');
  const container = await startLocalstack({ image, reuse });
  return {
    judged: image ?? LOCALSTACK_IMAGE,
    env: {
      SAFELIGHT_TARGET: 'localstack',
      SAFELIGHT_TARGET_ENDPOINT: container.endpoint,
      SAFELIGHT_FILL: fill?.join(','),
    },
    logs: () => container.logs(),
    [Symbol.asyncDispose]: () => container[Symbol.asyncDispose](),
  };
}
