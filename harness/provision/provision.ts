/**
 * Puts a blueprint onto a target. Every step looks before it makes, so that a run that was cut off is taken up by the
 * next one, and a second run changes nothing and says so.
 */
import type { Blueprint, BlueprintContext, FunctionSpec, Resources } from '#pipeline';
import type { Clients } from '../targets/clients.ts';
import { ensureAlarm } from './alarms.ts';
import { carryOut, type Attempt } from './attempt.ts';
import { ensureBucket, ensureNotifications } from './buckets.ts';
import type { Change } from './change.ts';
import {
  ensureDistribution,
  ensureEdgeFunction,
  ensureSigningKey,
  type StandingDistribution,
} from './distributions.ts';
import { ensureFunction } from './functions.ts';
import { ensureKey } from './keys.ts';
import type { FunctionPackage } from './package.ts';
import { ensureQueue } from './queues.ts';
import { ensureRestApi, type StandingRestApi } from './rest-apis.ts';
import { ensureRole, type RoleSpec } from './roles.ts';
import { ensureSecret } from './secrets.ts';
import { ensureStateMachine } from './state-machines.ts';
import { ensureTable } from './tables.ts';
import { ensureTopic } from './topics.ts';
import { ensureTrail } from './trails.ts';

type Each = <T extends { readonly name: string }>(
  kind: string,
  items: readonly T[] | undefined,
  ensure: (item: T) => Promise<readonly (Change | undefined)[]>,
) => Promise<void>;

interface ProvisionTarget {
  readonly clients: Clients;
  readonly accountId: string;
  readonly region: string;
}

export interface ProvisionOptions {
  readonly target: ProvisionTarget;
  readonly context: BlueprintContext;
  /** Builds the deployment package of a function. */
  readonly packageOf: (spec: FunctionSpec) => Promise<FunctionPackage>;
  /** Is told of each change as it is made. */
  readonly onChange?: (change: Change) => void;
  /** Carries out each step; whoever wants to go on after a refusal catches it here. */
  readonly attempt?: Attempt;
}

export interface Provisioned {
  readonly resources: Resources;
  readonly distributions: readonly StandingDistribution[];
  readonly restApis: readonly StandingRestApi[];
  readonly changes: readonly Change[];
}

/** The order is that of dependence: what notifies comes after what is notified. */
export async function provision(blueprint: Blueprint, options: ProvisionOptions): Promise<Provisioned> {
  const { target, onChange, attempt = carryOut } = options;
  const { clients, accountId, region } = target;
  const changes: Change[] = [];
  const restApis: StandingRestApi[] = [];
  const made = (...news: readonly (Change | undefined)[]): void => {
    for (const change of news) {
      if (change === undefined) continue;
      changes.push(change);
      onChange?.(change);
    }
  };
  const arnOf = (service: string, name: string): string =>
    `arn:aws:${service}:${region}:${accountId}:${name}`;
  const resources = await withKeys(blueprint, options, made);

  /** One after the other: a blueprint is small, and errors then name the first thing that went wrong. */
  async function each<T extends { readonly name: string }>(
    kind: string,
    items: readonly T[] = [],
    ensure: (item: T) => Promise<readonly (Change | undefined)[]>,
  ): Promise<void> {
    for (const item of items) {
      await attempt({ kind, name: item.name }, async () => made(...(await ensure(item))));
    }
  }

  /** In whose name a function or a state machine acts: a role of its own. */
  async function roleOf(name: string, service: string, rights: RoleSpec['rights'] = []): Promise<string> {
    const role = `${name}-role`;
    await each('role', [{ name: role, service, rights }], async (spec) => [
      await ensureRole(await clients.iam(), spec),
    ]);
    return `arn:aws:iam::${accountId}:role/${role}`;
  }

  /** Functions, what calls them, and last what tells of uploads. */
  async function connect(): Promise<void> {
    await each('function', resources.functions, async (spec) => {
      const { deadLetterQueue } = spec;
      return ensureFunction(await clients.lambda(), spec, {
        ...(await options.packageOf(spec)),
        roleArn: await roleOf(spec.name, 'lambda.amazonaws.com', rightsOf(spec, arnOf)),
        ...(deadLetterQueue !== undefined && { deadLetterArn: arnOf('sqs', deadLetterQueue) }),
      });
    });
    await each('state machine', resources.stateMachines, async (spec) => {
      const roleArn = await roleOf(spec.name, 'states.amazonaws.com', spec.rights);
      const arn = arnOf('states', `stateMachine:${spec.name}`);
      return [await ensureStateMachine(await clients.sfn(), spec, { arn, roleArn })];
    });
    await each('REST API', resources.restApis, async (api) => {
      const arnOfFunction = (name: string): string => arnOf('lambda', `function:${name}`);
      const { standing, change } = await ensureRestApi(await clients.apiGateway(), api, arnOfFunction);
      restApis.push(standing);
      return [change];
    });
    await each('topic', resources.topics, async (topic) =>
      ensureTopic(await clients.sns(), topic, arnOf('sns', topic.name)),
    );
    await each('notifications', resources.buckets, async (bucket) => [
      await ensureNotifications(await clients.s3(), bucket),
    ]);
  }

  await Promise.all([
    each('bucket', resources.buckets, async (bucket) => [
      await ensureBucket(await clients.s3(), bucket, { region, attempt }),
    ]),
    each('table', resources.tables, async (table) => [await ensureTable(await clients.dynamodb(), table)]),
    each('secret', resources.secrets, async (secret) => [
      await ensureSecret(await clients.secrets(), secret),
    ]),
    each('queue', deadLettersFirst(resources), async (queue) => [
      await ensureQueue(await clients.sqs(), queue, (name) => arnOf('sqs', name)),
    ]),
  ]);
  // Making a key pair for the CDN takes longer than any call, and keeps nobody else waiting.
  const [distributions] = await Promise.all([
    distribute(resources, { ...target, each }),
    connect(),
    each('alarm', resources.alarms, async (alarm) => [await ensureAlarm(await clients.cloudwatch(), alarm)]),
    each('trail', resources.trails, async (trail) => [await ensureTrail(await clients.cloudtrail(), trail)]),
  ]);
  return { resources, distributions, restApis, changes };
}

/** Keys come first: everything else names them by ARNs that nobody can choose. */
async function withKeys(
  blueprint: Blueprint,
  { target, context, attempt = carryOut }: ProvisionOptions,
  made: (change: Change) => void,
): Promise<Resources> {
  const { keys = [] } = blueprint.resources(context);
  const keyArns: Record<string, string> = {};
  for (const spec of keys) {
    await attempt({ kind: 'key', name: spec.alias }, async () => {
      const { arn, change } = await ensureKey(await target.clients.kms(), spec);
      keyArns[spec.alias] = arn;
      made(change);
    });
  }
  return blueprint.resources(keys.length === 0 ? context : { ...context, keyArns });
}

/** What Lambda itself does in a function's name counts too: failed events go to the dead-letter queue by the role's right. */
function rightsOf(spec: FunctionSpec, arnOf: (service: string, name: string) => string): RoleSpec['rights'] {
  const { rights = [], deadLetterQueue } = spec;
  const logs = {
    Effect: 'Allow',
    Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: '*',
  };
  if (deadLetterQueue === undefined) return [logs, ...rights];
  const fails = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf('sqs', deadLetterQueue) };
  return [logs, fails, ...rights];
}

/** The CDN comes last: its origins stand by then. */
async function distribute(
  resources: Resources,
  { clients, accountId, region, each }: ProvisionTarget & { readonly each: Each },
): Promise<readonly StandingDistribution[]> {
  const { distributions = [], signingKeys = [], edgeFunctions = [] } = resources;
  if (distributions.length === 0) return [];
  const [cloudfront, secrets, s3] = await Promise.all([
    clients.cloudfront(),
    clients.secrets(),
    clients.s3(),
  ]);
  const edge = { cloudfront, secrets, s3 };
  const keyGroups = new Map<string, string>();
  const named = signingKeys.map((spec) => ({ ...spec, name: spec.keyGroup }));
  await each('key group', named, async (spec) => {
    const { id, change } = await ensureSigningKey(edge, spec);
    keyGroups.set(spec.keyGroup, id);
    return [change];
  });
  await each('edge function', edgeFunctions, async (spec) => [await ensureEdgeFunction(cloudfront, spec)]);
  const all: StandingDistribution[] = [];
  await each('distribution', distributions, async (spec) => {
    const { standing, change } = await ensureDistribution(edge, spec, { accountId, region, keyGroups });
    all.push(standing);
    return [change];
  });
  return all;
}

function deadLettersFirst({ queues }: Resources): Resources['queues'] {
  const targets = new Set(queues.map(({ deadLetter }) => deadLetter?.queue));
  return [
    ...queues.filter(({ name }) => targets.has(name)),
    ...queues.filter(({ name }) => !targets.has(name)),
  ];
}
