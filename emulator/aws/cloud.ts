/**
 * The composition root: which services a cloud has, what wires them together, and how they come to life over one
 * kernel behind one listener. Two clouds in one process share nothing.
 */
import { join } from 'node:path';
import { createAccess } from './auth/access.ts';
import { createAuthenticator, createSignatures } from './auth/authenticator.ts';
import type { CloudOptions } from './cloud-options.ts';
import { Companions, type Companion } from './companion.ts';
import { EDGES } from './edge/edges.ts';
import { raiseCore, type Core, type Ground } from './kernel/core.ts';
import type { Clock } from './kernel/clock.ts';
import type { Faults } from './kernel/faults.ts';
import type { Instant } from './kernel/instant.ts';
import type { Journal } from './kernel/journal.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Meter } from './kernel/meter.ts';
import type { ServiceDefinition } from './kernel/operation.ts';
import { Pipeline, type RunningService } from './kernel/pipeline.ts';
import type { Recovery } from './kernel/recovery.ts';
import { SafelightError } from './kernel/safelight-error.ts';
import { Snapshots, type Snapshot } from './kernel/snapshots.ts';
import type { ResetListener } from './reset-listener.ts';
import { savedClouds, type SavedClouds } from './saved-clouds.ts';
import { createControl } from './server/control.ts';
import { PageHolder, type ControlPage } from './server/control-page.ts';
import type { Edge } from './server/edge.ts';
import { answer } from './server/gateway.ts';
import { inventoryOf } from './server/inventory.ts';
import { listen, type Listener } from './server/listener.ts';
import { createLocalstack } from './server/localstack.ts';
import { readBody } from './server/body-reader.ts';
import { urlHost } from './server/url-host.ts';
import { CertificateAuthority } from './server/tls/certificate-authority.ts';
import { dynamodbStreams } from './services/dynamodb-streams/service.ts';
import { cloudformation } from './services/cloudformation/service.ts';
import { cloudfront } from './services/cloudfront/service.ts';
import { cloudtrail } from './services/cloudtrail/service.ts';
import { cloudwatch } from './services/cloudwatch/service.ts';
import { apiGateway } from './services/api-gateway/service.ts';
import { dynamodb } from './services/dynamodb/service.ts';
import { ecr } from './services/ecr/service.ts';
import { eventbridge } from './services/eventbridge/service.ts';
import { iam } from './services/iam/service.ts';
import { kms } from './services/kms/service.ts';
import { lambda } from './services/lambda/service.ts';
import { logs } from './services/logs/service.ts';
import { s3 } from './services/s3/service.ts';
import { secretsManager } from './services/secrets-manager/service.ts';
import { sfn } from './services/sfn/service.ts';
import { sns } from './services/sns/service.ts';
import { sqs } from './services/sqs/service.ts';
import { ssm } from './services/ssm/service.ts';
import { sts } from './services/sts/service.ts';
import { VERSION } from './version.ts';
import { eventBridgeToLambda } from './wiring/eventbridge-to-lambda.ts';
import { eventBridgeToLogs } from './wiring/eventbridge-to-logs.ts';
import { eventBridgeToSfn } from './wiring/eventbridge-to-sfn.ts';
import { eventBridgeToSns } from './wiring/eventbridge-to-sns.ts';
import { eventBridgeToSqs } from './wiring/eventbridge-to-sqs.ts';
import { cloudtrailToS3 } from './wiring/cloudtrail-to-s3.ts';
import { cloudwatchToLambda } from './wiring/cloudwatch-to-lambda.ts';
import { cloudwatchToSns } from './wiring/cloudwatch-to-sns.ts';
import { dynamodbToCloudwatch } from './wiring/dynamodb-to-cloudwatch.ts';
import { snsToCloudwatch } from './wiring/sns-to-cloudwatch.ts';
import { sqsToCloudwatch } from './wiring/sqs-to-cloudwatch.ts';
import { snsToHttp } from './wiring/sns-to-http.ts';
import { snsToLambda } from './wiring/sns-to-lambda.ts';
import { snsToSqs } from './wiring/sns-to-sqs.ts';
import { dynamodbStreamsToLambda } from './wiring/dynamodb-streams-to-lambda.ts';
import { dynamodbToStreams } from './wiring/dynamodb-to-streams.ts';
import { iamToSts } from './wiring/iam-to-sts.ts';
import { s3ToEventBridge } from './wiring/s3-to-eventbridge.ts';
import { s3ToLambda } from './wiring/s3-to-lambda.ts';
import { s3ToSns } from './wiring/s3-to-sns.ts';
import { s3ToSqs } from './wiring/s3-to-sqs.ts';
import { sqsToLambda } from './wiring/sqs-to-lambda.ts';

export const SERVICES = [
  logs,
  kms,
  secretsManager,
  ssm,
  ecr,
  iam,
  lambda,
  sqs,
  s3,
  dynamodb,
  dynamodbStreams,
  sns,
  sts,
  cloudformation,
  cloudfront,
  cloudwatch,
  cloudtrail,
  apiGateway,
  eventbridge,
  sfn,
] as const;

/** The states of a cloud's services, by name. */
export type Services = {
  readonly [D in (typeof SERVICES)[number] as D['name']]: ReturnType<D['create']>;
};

/** Behaviour that takes two services. */
export type Wiring = (services: Services, kernel: Kernel) => void;

/** All of it. */
export const WIRINGS: readonly Wiring[] = [
  cloudtrailToS3,
  cloudwatchToSns,
  cloudwatchToLambda,
  dynamodbToCloudwatch,
  snsToCloudwatch,
  sqsToCloudwatch,
  iamToSts,
  s3ToSqs,
  s3ToSns,
  s3ToLambda,
  s3ToEventBridge,
  dynamodbToStreams,
  snsToHttp,
  snsToLambda,
  snsToSqs,
  sqsToLambda,
  dynamodbStreamsToLambda,
  eventBridgeToLambda,
  eventBridgeToLogs,
  eventBridgeToSfn,
  eventBridgeToSns,
  eventBridgeToSqs,
];

export interface Cloud extends AsyncDisposable {
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string;
  readonly region: string;
  /** The account of the access key `test`. */
  readonly accountId: string;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly meter: Meter;
  readonly faults: Faults;
  /** What the start found in the data folder; undefined when there was nothing before. */
  readonly recovery: Recovery | undefined;
  /** Facts about what runs beside the cloud, for its status: the API's address, the blueprint's name. */
  announce(about: Readonly<Record<string, string>>): void;
  /** Shows a page, made when first wanted, to people whose browser asks for the control API's address. */
  showPage(make: () => Promise<ControlPage>): void;
  /** Forgets everything but the time: clients keep in step with the clock they have seen. */
  reset(): Promise<void>;
  /**
   * Keeps everything as it is now, once what is under way has settled. At most ten snapshots are kept at a time.
   *
   * @throws SafelightError ERR_SNAPSHOT
   */
  snapshot(): Promise<Snapshot>;
  /**
   * Makes everything as it was, the time included; journal, meter and faults begin anew. Functions that idle and would
   * be started the same again go on as warm as they are. Time may go back by this: clients that keep in step with a
   * clock have to be told.
   *
   * @throws SafelightError ERR_SNAPSHOT when the snapshot is another cloud's, or was dropped
   */
  restore(snapshot: Snapshot): Promise<void>;
  /** Snapshots on the disk, for other clouds and other days. */
  readonly saved: SavedClouds;
  /** Is told of every reset; returns how to stop. */
  onReset(listener: ResetListener): () => void;
  /** What stands beside the cloud and is emptied, saved and put back with it. */
  accompany(companion: Companion): void;
  /** Finishes what is under way, at most `grace` wall milliseconds long, and ends. */
  close(grace?: number): Promise<void>;
}

interface Running {
  readonly core: Core;
  readonly services: ReadonlyMap<string, RunningService>;
  readonly states: Services;
  readonly edges: readonly Edge[];
  readonly pipeline: Pipeline;
}

const HOME = { accountId: '000000000000', partition: 'aws' } as const;

/**
 * Starts a cloud.
 *
 * @throws SafelightError ERR_PORT_IN_USE, ERR_CANNOT_LISTEN, ERR_REGION, ERR_DATA_FOLDER, ERR_DATA_FOLDER_IN_USE,
 *   ERR_DATA_FOLDER_DAMAGED, ERR_DATA_FOLDER_VERSION
 */
export async function createCloud(options: CloudOptions = {}): Promise<Cloud> {
  const region = options.region ?? 'us-east-1';
  if (!/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) {
    throw new SafelightError('ERR_REGION', `${JSON.stringify(region)} is not a region's name.`, {
      hint: 'Regions are written like eu-central-1.',
    });
  }
  let listener: Listener | undefined;
  const endpoint = (): string => {
    if (listener === undefined) throw new Error('the cloud has no address before it listens');
    return `http://${urlHost(listener.host)}:${listener.port}`;
  };
  const start = (at: Instant | undefined, kept?: Ground): Running =>
    bringUp({ options, region, startAt: at, endpoint }, kept);
  let running = start(options.startAt);
  const about: Record<string, string> = {};
  const page = new PageHolder();
  const resets = new Set<ResetListener>();
  const companions = new Companions();

  const reset = async (): Promise<void> => {
    for (const { before } of resets) await before?.();
    const old = running;
    const { now, rate } = old.core.clock.reading();
    await closeServices(old);
    snapshots.forget();
    old.core.erase();
    running = start(now);
    running.core.clock.scale(rate);
    startServices(running);
    await companions.empty();
    for (const { after } of resets) await after?.();
  };
  const snapshots = new Snapshots();
  /** Puts records into the place of those that are there; when that fails, these go on. */
  const replace = async (put: () => void, at: Instant): Promise<void> => {
    const old = running;
    await old.core.clock.settle();
    const handOvers = bequests(old);
    const now = old.core.clock.now();
    await closeServices(old);
    let resumeAt = now;
    try {
      put();
      resumeAt = at;
    } finally {
      running = start(resumeAt, old.core.ground);
      for (const handOver of handOvers) handOver(running);
      running.core.recover();
      startServices(running);
    }
  };
  const saved = savedClouds({
    folder: options.snapshots ?? (options.data && join(options.data, 'snapshots')),
    core: () => running.core,
    replace,
    resets,
    companions,
  });
  const { folder, clock, ids } = running.core;
  const authority = new CertificateAuthority(folder, clock, ids);
  const described = {
    version: VERSION,
    kernel: () => running.core,
    services: () => SERVICES.map(({ name }) => name),
  };
  const localstack = createLocalstack(described, options.init);
  const control = createControl({
    ...described,
    about,
    authority: () => authority.certificate,
    reset,
    saved,
    inventory: () => inventoryOf(running.states, running.core),
    page,
  });
  try {
    const { host = '127.0.0.1', port = 0 } = options;
    const credentialsFor = (name: string) => authority.credentialsFor(name);
    const speaksHttp2 = (name: string) => running.edges.some((edge) => edge.speaksHttp2?.(name) === true);
    const bound = { host, port, clock: running.core.clock, credentialsFor, speaksHttp2 };
    const parts = { control, localstack, page };
    listener = await listen((request) => answer(request, running, parts), bound);
  } catch (error) {
    await closeServices(running);
    running.core.close();
    throw error;
  }
  const recovery = running.core.recover();
  startServices(running);

  let closing: Promise<void> | undefined;
  const close = async (grace: number): Promise<void> => {
    await listener?.close(grace);
    await closeServices(running);
    running.core.close();
  };
  return {
    endpoint: endpoint(),
    region,
    accountId: HOME.accountId,
    get clock() {
      return running.core.clock;
    },
    get journal() {
      return running.core.journal;
    },
    get meter() {
      return running.core.meter;
    },
    get faults() {
      return running.core.faults;
    },
    recovery,
    announce: (facts) => void Object.assign(about, facts),
    showPage: (make) => page.bring(make),
    reset,
    async snapshot() {
      await running.core.clock.settle();
      const snapshot = snapshots.take(running.core);
      await companions.keep(snapshot);
      return snapshot;
    },
    async restore(snapshot) {
      const records = snapshots.find(snapshot);
      await replace(() => records.restore(), snapshot.at);
      await companions.restore(snapshot);
    },
    saved,
    onReset(told) {
      resets.add(told);
      return () => resets.delete(told);
    },
    accompany: (companion) => companions.add(companion),
    close: (grace = 1_500) => (closing ??= close(grace)),
    [Symbol.asyncDispose]: () => (closing ??= close(0)),
  };
}

interface Circumstances {
  readonly options: CloudOptions;
  readonly region: string;
  readonly startAt: Instant | undefined;
  readonly endpoint: () => string;
}

function bringUp(circumstances: Circumstances, kept: Ground | undefined): Running {
  const { options, region, startAt, endpoint } = circumstances;
  const ground = {
    clock: options.clock ?? 'real',
    startAt,
    seed: options.seed,
    data: options.data,
    durability: options.durability ?? 'process',
    home: { ...HOME, region },
    access: createAccess,
    outbound: options.outbound ?? 'loopback',
    endpoint,
  } as const;
  return raiseCore(ground, kept, (core) => compose(core, options));
}

function compose(core: Core, options: CloudOptions): Running {
  for (const rule of options.faults ?? []) core.faults.add(rule);
  const services = new Map<string, RunningService>();
  for (const definition of SERVICES as readonly ServiceDefinition<string, unknown>[]) {
    services.set(definition.name, { definition, state: definition.create(core) });
  }
  core.store.refuseStrangers();
  const states = Object.fromEntries([...services].map(([name, { state }]) => [name, state])) as Services;
  Object.assign(states.dynamodb.pace, options.tables);
  for (const wire of WIRINGS) wire(states, core);
  core.ports.provide('signatures', createSignatures(core, options.credentials ?? []));
  const authenticate = createAuthenticator(core, services, options.credentials ?? []);
  const pipeline = new Pipeline({ kernel: core, services, authenticate, readBody });
  core.ports.provide('calls', pipeline);
  return { core, services, states, edges: EDGES.map((create) => create(states, core, options)), pipeline };
}

function startServices({ services }: Running): void {
  for (const { definition, state } of services.values()) definition.start?.(state);
}

/** What the services of a state that ends have for those of the next. */
const bequests = ({ services }: Running): readonly ((heirs: Running) => void)[] =>
  [...services].flatMap(([name, { definition, state }]) => {
    const handOver = definition.bequeath?.(state);
    return handOver === undefined ? [] : [(heirs: Running) => handOver(heirs.services.get(name)?.state)];
  });

async function closeServices({ services }: Running): Promise<void> {
  for (const { definition, state } of services.values()) await definition.close?.(state);
}
