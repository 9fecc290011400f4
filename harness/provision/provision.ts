/**
 * Puts a blueprint onto a target. Every step looks before it makes, so that a run that was cut off is taken up by the
 * next one, and a second run changes nothing and says so.
 */
import type { Blueprint, BlueprintContext, FunctionPackage, FunctionSpec, Resources } from '#pipeline';
import type { Clients } from '../targets/clients.ts';
import { ensureBucket, ensureNotifications } from './buckets.ts';
import type { Change } from './change.ts';
import {
  ensureDistribution,
  ensureEdgeFunction,
  ensureSigningKey,
  type StandingDistribution,
} from './distributions.ts';
import { ensureFunction } from './functions.ts';
import { ensureQueue } from './queues.ts';
import { ensureRestApi, type StandingRestApi } from './rest-apis.ts';
import { ensureSecret } from './secrets.ts';
import { ensureTable } from './tables.ts';
import { ensureTopic } from './topics.ts';

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
  /** Role that functions run as on targets that check it. */
  readonly roleArn?: string;
  /** Is told of each change as it is made. */
  readonly onChange?: (change: Change) => void;
}

export interface Provisioned {
  readonly resources: Resources;
  readonly distributions: readonly StandingDistribution[];
  readonly restApis: readonly StandingRestApi[];
  readonly changes: readonly Change[];
}

/** The order is that of dependence: what notifies comes after what is notified. */
export async function provision(blueprint: Blueprint, options: ProvisionOptions): Promise<Provisioned> {
  const { target, context, onChange } = options;
  const { clients, accountId, region } = target;
  const resources = blueprint.resources(context);
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

  /** Functions, what calls them, and last what tells of uploads. */
  async function connect(): Promise<void> {
    await each(resources.functions, async (spec) => {
      const { deadLetterQueue } = spec;
      made(
        ...(await ensureFunction(await clients.lambda(), spec, {
          ...(await options.packageOf(spec)),
          roleArn: options.roleArn ?? `arn:aws:iam::${accountId}:role/${blueprint.name}`,
          ...(deadLetterQueue !== undefined && { deadLetterArn: arnOf('sqs', deadLetterQueue) }),
        })),
      );
    });
    await each(resources.restApis ?? [], async (api) => {
      const arnOfFunction = (name: string): string => arnOf('lambda', `function:${name}`);
      const { standing, change } = await ensureRestApi(await clients.apiGateway(), api, arnOfFunction);
      restApis.push(standing);
      made(change);
    });
    await each(resources.topics, async (topic) =>
      made(...(await ensureTopic(await clients.sns(), topic, arnOf('sns', topic.name)))),
    );
    await each(resources.buckets, async (bucket) =>
      made(await ensureNotifications(await clients.s3(), bucket)),
    );
  }

  await Promise.all([
    each(resources.buckets, async (bucket) => made(await ensureBucket(await clients.s3(), bucket, region))),
    each(resources.tables, async (table) => made(await ensureTable(await clients.dynamodb(), table))),
    each(resources.secrets ?? [], async (secret) =>
      made(await ensureSecret(await clients.secrets(), secret)),
    ),
    each(deadLettersFirst(resources), async (queue) =>
      made(await ensureQueue(await clients.sqs(), queue, (name) => arnOf('sqs', name))),
    ),
  ]);
  // Making a key pair for the CDN takes longer than any call, and keeps nobody else waiting.
  const [distributions] = await Promise.all([distribute(resources, target, made), connect()]);
  return { resources, distributions, restApis, changes };
}

/** The CDN comes last: its origins stand by then. */
async function distribute(
  resources: Resources,
  { clients, accountId, region }: ProvisionTarget,
  made: (change: Change) => void,
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
  await each(signingKeys, async (spec) => {
    const { id, change } = await ensureSigningKey(edge, spec);
    keyGroups.set(spec.keyGroup, id);
    made(change);
  });
  await each(edgeFunctions, async (spec) => made(await ensureEdgeFunction(cloudfront, spec)));
  const all: StandingDistribution[] = [];
  await each(distributions, async (spec) => {
    const { standing, change } = await ensureDistribution(edge, spec, { accountId, region, keyGroups });
    all.push(standing);
    made(change);
  });
  return all;
}

/** One after the other: a blueprint is small, and errors then name the first thing that went wrong. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (const item of items) await work(item);
}

function deadLettersFirst({ queues }: Resources): Resources['queues'] {
  const targets = new Set(queues.map(({ deadLetter }) => deadLetter?.queue));
  return [
    ...queues.filter(({ name }) => targets.has(name)),
    ...queues.filter(({ name }) => !targets.has(name)),
  ];
}
