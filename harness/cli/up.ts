import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ClockMode, InitReport, NewFaultRule } from '#aws';
import { INIT_FOLDER } from '../init/init-folder.ts';
import { explainVariables, gatewayListen } from '../init/localstack-variables.ts';
import { summarise } from '../provision/change.ts';
import type { FoundConfig } from '../config/read-config.ts';
import type { Session } from '../session.ts';
import { optimizeEarly } from '../early-optimization.ts';
import { boundYoungGeneration } from '../young-generation.ts';
import { configOption, noConfigOption } from './config-options.ts';
import { hasScreen, openDashboard } from './open-dashboard.ts';
import { parseDuration } from './duration.ts';
import { fault, port } from './options.ts';
import { recoveryText } from './recovery-text.ts';
import { untilSignalled } from './signals.ts';

export interface UpOptions {
  readonly port: number;
  readonly host: string;
  readonly blueprint: string;
  readonly data?: string;
  readonly durability: 'process' | 'power';
  readonly snapshots?: string;
  readonly clock: ClockMode;
  readonly region?: string;
  readonly seed?: string;
  readonly credentials?: string;
  /** Milliseconds. */
  readonly indexLag?: number;
  readonly fault: readonly NewFaultRule[];
  readonly json?: boolean;
  /** Of the program, not of one command. */
  readonly verbose?: boolean;
  /** What becomes of init scripts meanwhile. */
  readonly scripts?: InitReport;
  /** The configuration that the other options were taken from. */
  readonly found?: FoundConfig;
}

/** Wall milliseconds that answers under way are given at the end. */
export const GRACE = 1_200;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** The options that say what cloud to start, shared by every command that starts one. */
export const cloudOptions = (command: Command): Command =>
  command
    .addOption(configOption())
    .addOption(noConfigOption())
    .option('--port <number>', 'port to listen on; 0 picks a free one', port, 4566)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(
      '--blueprint <name>',
      'what to provision: pettracker, image-platform, image-api, or none',
      'pettracker',
    )
    .option('--data <folder>', 'keep everything in this folder; without it a cloud forgets when it ends')
    .addOption(
      new Option(
        '--durability <what>',
        'what acknowledged data survives: the end of a process, or a power cut',
      )
        .choices(['process', 'power'])
        .default('process'),
    )
    .option(
      '--snapshots <folder>',
      'where `safelight snapshot` saves; snapshots in the data folder, or .safelight/snapshots here',
    )
    .addOption(
      new Option('--clock <mode>', 'real, or manual: time moves only by `safelight clock`')
        .choices(['real', 'manual'])
        .default('real'),
    )
    .option('--region <name>', 'region of requests that name none', 'us-east-1')
    .option('--seed <text>', 'make ids and faults repeat', seed)
    .option(
      '--index-lag <duration>',
      'DynamoDB: at most until a global index shows a write, like 500ms; at once without it',
      parseDuration,
    )
    .option('--credentials <file>', 'JSON list of further access keys')
    .option(
      '--fault <rule>',
      'what goes wrong, like on=delivery,effect=duplicate,probability=0.05; may be repeated',
      fault,
      [],
    );

export function addUp(program: Command): void {
  cloudOptions(program.command('up').description('start the cloud with a blueprint and stay'))
    .option('--json', 'print one line of JSON when ready, and nothing else')
    .option('--no-dash', 'print where it runs instead of the dashboard, which a terminal shows')
    .option('--init <folder>', 'init scripts: boot.d, start.d, ready.d, shutdown.d', INIT_FOLDER)
    .action(
      async (given: UpOptions & { readonly dash: boolean; readonly init: string }, command: Command) => {
        const [{ startProgress }, { initScripts }] = await Promise.all([
          import('./progress.ts'),
          import('../init/init-scripts.ts'),
        ]);
        for (const line of explainVariables(process.env)) warn(line);
        const scripts = initScripts(given.init, warn);
        const options = {
          ...command.optsWithGlobals<typeof given>(),
          ...listenAsked(command),
          scripts: scripts.report,
        };
        const progress = startProgress(options.json !== true);
        await scripts.run('BOOT');
        await scripts.run('START');
        const session = await openSession(options, progress.step).finally(progress.stop);
        await scripts.run('READY', variablesFor(session));
        const signalled = untilSignalled();
        if (
          options.json ||
          options.verbose ||
          !options.dash ||
          !hasScreen() ||
          !(await watch(session.cloud.endpoint, signalled))
        ) {
          process.stdout.write(
            options.json ? `${readyLine(session, options)}\n` : readyText(session, options),
          );
          await signalled;
        }
        await scripts.run('SHUTDOWN', variablesFor(session));
        await session.close(GRACE);
      },
    );
}

const warn = (line: string): void => void process.stderr.write(`${line}\n`);

/** Where to listen by LocalStack's variable, for what no option says. */
function listenAsked(command: Command): { readonly host?: string; readonly port?: number } {
  const asked = gatewayListen(process.env['GATEWAY_LISTEN']);
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) !== 'default';
  return {
    ...(asked !== undefined && !isGiven('host') && { host: asked.host }),
    ...(asked !== undefined && !isGiven('port') && { port: asked.port }),
  };
}

/** What a script needs to reach the cloud with any of AWS's tools. */
const variablesFor = ({ cloud, connection: { credentials } }: Session): Record<string, string> => ({
  AWS_ENDPOINT_URL: cloud.endpoint,
  AWS_REGION: cloud.region,
  AWS_DEFAULT_REGION: cloud.region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});

/** Shows the dashboard; says whether the cloud is to end with it. */
async function watch(endpoint: string, signalled: Promise<void>): Promise<boolean> {
  const ending = new AbortController();
  void signalled.then(() => ending.abort());
  const left = await openDashboard(
    { endpoint, form: 'screen', once: false, replay: undefined },
    ending.signal,
  );
  return left === 'end' || ending.signal.aborted;
}

/** What is to be said of an address to listen on: nothing of loopback. */
export const exposure = (host: string): string =>
  LOOPBACK.has(host)
    ? ''
    : `Listening on ${host}: everybody who can reach this machine can use this cloud.\n`;

/** Starts what the options describe. */
export async function openSession(options: UpOptions, onProgress: (step: string) => void): Promise<Session> {
  process.stderr.write(exposure(options.host));
  boundYoungGeneration();
  const [{ startSession }, { findBlueprint }] = await Promise.all([
    import('../session.ts'),
    import('../blueprints.ts'),
  ]);
  const { host, port: number, data, clock, region, seed: seedText, indexLag } = options;
  const blueprint = options.blueprint === 'none' ? undefined : findBlueprint(options.blueprint);
  const session = await startSession({
    blueprint,
    onProgress,
    cloud: {
      host,
      port: number,
      clock,
      faults: options.fault,
      snapshots: options.snapshots ?? join(data ?? '.safelight', 'snapshots'),
      ...(options.scripts !== undefined && { init: options.scripts }),
      ...(data !== undefined && { data, durability: options.durability }),
      ...(region !== undefined && { region }),
      ...(seedText !== undefined && { seed: seedText }),
      ...(indexLag !== undefined && { tables: { indexLag } }),
      ...(options.credentials !== undefined && { credentials: await readCredentials(options.credentials) }),
    },
  });
  if (options.verbose === true) (await import('./verbose.ts')).tellJournal(session.cloud);
  await deployConfigured(session, options, onProgress);
  optimizeEarly();
  return session;
}

/** Makes the stack of the configured pipeline stand, where it has a template. */
async function deployConfigured(
  session: Session,
  { found }: UpOptions,
  onProgress: (step: string) => void,
): Promise<void> {
  const stack = found?.config.pipeline?.stack;
  if (found === undefined || stack?.template === undefined) return;
  onProgress(`deploying ${stack.template}`);
  const [{ ensureStack }, { emulatedTime, wallTime }] = await Promise.all([
    import('../config/stack.ts'),
    import('../time.ts'),
  ]);
  const { cloud, clients } = session;
  try {
    const time = cloud.clock.mode === 'manual' ? emulatedTime(cloud) : wallTime();
    await ensureStack(
      { accountId: cloud.accountId, region: cloud.region, clients, time },
      stack,
      found.folder,
    );
  } catch (error) {
    await session.close(0);
    throw error;
  }
}

async function readCredentials(
  file: string,
): Promise<Awaited<ReturnType<typeof import('#aws').readCredentialsFile>>> {
  const { readCredentialsFile } = await import('#aws');
  return readCredentialsFile(file);
}

/** Where the blueprint's distribution answers without a name of its own. */
function cdnOf({ cloud, provisioned }: Session): string | undefined {
  const [distribution] = provisioned?.distributions ?? [];
  return distribution === undefined ? undefined : `${cloud.endpoint}/_safelight/cdn/${distribution.id}`;
}

function readyLine(session: Session, { blueprint }: UpOptions): string {
  const { cloud, connection, api, restApis } = session;
  return JSON.stringify({
    endpoint: cloud.endpoint,
    api: api ?? null,
    restApis: Object.fromEntries(restApis),
    cdn: cdnOf(session) ?? null,
    control: `${cloud.endpoint}/_safelight`,
    region: cloud.region,
    accountId: cloud.accountId,
    accessKeyId: connection.credentials.accessKeyId,
    secretAccessKey: connection.credentials.secretAccessKey,
    blueprint,
    recovery: cloud.recovery ?? null,
    pid: process.pid,
  });
}

function readyText(session: Session, options: UpOptions): string {
  const { cloud, api, restApis, provisioned } = session;
  return [
    `safelight is up: ${cloud.endpoint}  (account ${cloud.accountId}, ${cloud.region})`,
    ...(provisioned === undefined
      ? []
      : [`blueprint:       ${options.blueprint} (${summarise(provisioned.changes)})`]),
    ...(api === undefined ? [] : [`image API:       ${api}  (${api}/openapi.json)`]),
    ...[...restApis].map(([name, url]) => `REST API:        ${url}  (${name})`),
    ...(cdnOf(session) === undefined ? [] : [`CDN:             ${cdnOf(session)}`]),
    `in a browser:    ${cloud.endpoint}/_safelight/`,
    ...recoveryText(cloud.recovery),
    '',
    `export AWS_ENDPOINT_URL=${cloud.endpoint} AWS_REGION=${cloud.region} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`,
    'aws s3 ls',
    ...(api === undefined ? [] : [`npx safelight develop PHOTO.jpg --endpoint ${cloud.endpoint}`]),
    options.data === undefined
      ? 'Everything is forgotten when it ends (Ctrl-C); --data FOLDER keeps it.'
      : `Everything is kept in ${options.data}. Ctrl-C ends it.`,
    // What those wait for who waited for LocalStack's log.
    'Ready.',
    '',
  ].join('\n');
}

function seed(text: string): string {
  if (text === '') throw new InvalidArgumentError('A seed is any text but the empty one.');
  return text;
}
