/**
 * The addresses under `/_localstack` by which scripts wait for LocalStack and ask what it has run, answered in its form
 * (localstack-core 4.14.0, `services/internal.py` and `runtime/init.py`): `health`, `info`, `init`, `init/{stage}`.
 *
 * Gaps: no `plugins`, `diagnose`, `config`, and no `POST /_localstack/health` to restart or kill; they answer 404.
 */
import { toIso, type Instant } from '../kernel/instant.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';

export const LOCALSTACK_PREFIX = '/_localstack';

/** The stages of init scripts, in their order. */
export const INIT_STAGES = ['BOOT', 'START', 'READY', 'SHUTDOWN'] as const;
export type InitStage = (typeof INIT_STAGES)[number];

export interface InitScript {
  readonly stage: InitStage;
  /** The file's name, without its folder. */
  readonly name: string;
  readonly state: 'UNKNOWN' | 'RUNNING' | 'SUCCESSFUL' | 'ERROR';
}

/** What has become of the scripts that run beside a cloud. */
export interface InitReport {
  readonly completed: Readonly<Record<InitStage, boolean>>;
  readonly scripts: readonly InitScript[];
}

/** A cloud that nobody runs scripts for is through with all but the last stage as soon as it answers. */
const NO_SCRIPTS: InitReport = {
  completed: { BOOT: true, START: true, READY: true, SHUTDOWN: false },
  scripts: [],
};

interface Described {
  readonly version: string;
  kernel(): Kernel;
  services(): readonly string[];
}

/** Services whose names here are not LocalStack's. */
const NAMES: Readonly<Record<string, string>> = {
  'api-gateway': 'apigateway',
  'cloudwatch-logs': 'logs',
  'dynamodb-streams': 'dynamodbstreams',
  eventbridge: 'events',
  'secrets-manager': 'secretsmanager',
  sfn: 'stepfunctions',
};

/** @param init is read anew for each answer */
export function createLocalstack(
  cloud: Described,
  init: InitReport = NO_SCRIPTS,
): (request: WireRequest) => WireResponse {
  const born = cloud.kernel().clock.wall();
  return ({ method, path }) => {
    const place = path.slice(LOCALSTACK_PREFIX.length).replace(/\/$/, '');
    const found = method === 'GET' || method === 'HEAD' ? read(place, cloud, init, born) : undefined;
    return {
      status: found === undefined ? 404 : 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(found ?? { message: `no ${method} ${path} here` }),
    };
  };
}

function read(place: string, cloud: Described, init: InitReport, born: Instant): object | undefined {
  const { version } = cloud;
  if (place === '/health') {
    const states = cloud.services().map((name) => [NAMES[name] ?? name, 'running']);
    return { services: Object.fromEntries(states), edition: 'community', version };
  }
  if (place === '/info') {
    const { clock } = cloud.kernel();
    return {
      version,
      edition: 'community',
      is_license_activated: false,
      system: process.platform,
      is_docker: false,
      server_time_utc: toIso(clock.now()).replace(/(\.\d+)?Z$/, ''),
      uptime: Math.round((clock.wall() - born) / 1_000),
    };
  }
  if (place === '/init') return init;
  const stage = INIT_STAGES.find(
    (name) => place === `/init/${name.toLowerCase()}` || place === `/init/${name}`,
  );
  if (stage === undefined) return undefined;
  return {
    completed: init.completed[stage],
    scripts: init.scripts.filter((script) => script.stage === stage),
  };
}
