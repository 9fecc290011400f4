/**
 * An embedded cloud that stands in for what a target lacks: functions of blueprints run on it, fed by queues of the
 * target, and its CDN stands before the target's buckets. Everything else stays the target's own.
 */
import { createCloud, SafelightError, type Cloud } from '#aws';
import type { Blueprint, BlueprintContext } from '#pipeline';
import { isLoopback } from '../rails.ts';
import { createClients, type Clients } from '../targets/clients.ts';
import { connectionTo } from '../targets/embedded.ts';
import type { Target } from '../targets/target.ts';
import { startFeeding } from './feeding.ts';
import { FILLS, isFill, type Fill } from './fill.ts';
import { hostedResources } from './hosted-resources.ts';

/** A blueprint whose functions run here. */
export interface Hosted {
  readonly blueprint: Blueprint;
  /** Begins to feed the functions, once they and their queues stand. */
  start(): Promise<AsyncDisposable>;
}

/** @throws SafelightError ERR_FILL */
export function fillsOf(text: string): readonly Fill[] {
  const words = text.split(',').filter((word) => word !== '');
  const unknown = words.find((word) => !isFill(word));
  if (unknown === undefined) return words.filter(isFill);
  throw new SafelightError('ERR_FILL', `Nothing here stands in for ${JSON.stringify(unknown)}.`, {
    hint: `What a target lacks can be filled in with ${Object.keys(FILLS).join(' and ')}.`,
  });
}

export class StandIns {
  readonly #cloud: Cloud;
  readonly #clients: Clients;
  /** What leads a function that runs here to the target. */
  readonly #reaching: Readonly<Record<string, string>>;

  private constructor(cloud: Cloud, clients: Clients, endpoint: string) {
    this.#cloud = cloud;
    this.#clients = clients;
    this.#reaching = { AWS_ENDPOINT_URL: endpoint };
  }

  /** @throws SafelightError ERR_FILL */
  static async open({ connection, accountId }: Pick<Target, 'accountId' | 'connection'>): Promise<StandIns> {
    const { endpoint, region, credentials } = connection;
    if (endpoint === undefined || credentials === undefined || !isLoopback(endpoint)) {
      throw new SafelightError('ERR_FILL', 'Only what runs on this machine can be filled in.', {
        hint: 'Judge the target without --fill.',
      });
    }
    const cloud = await createCloud({ region, cdn: { buckets: { endpoint, region, credentials } } });
    // Functions act as the target's account: their access key is its number.
    const own = { ...connectionTo(cloud), credentials: { accessKeyId: accountId, secretAccessKey: 'test' } };
    return new StandIns(cloud, createClients(own), endpoint);
  }

  /** The target, as far as it can do more with what stands in. */
  fill(target: Target, fills: readonly Fill[]): Target {
    let filled = target;
    if (fills.includes('processors')) filled = this.#withProcessors(filled);
    if (fills.includes('cdn')) filled = this.#withCdn(filled);
    return { ...filled, filledIn: Object.fromEntries(fills.map((fill) => [fill, FILLS[fill]])) };
  }

  async close(): Promise<void> {
    this.#clients.destroy();
    await this.#cloud.close(0);
  }

  #withProcessors(target: Target): Target {
    const { processors: _, ...lacks } = target.lacks;
    return {
      ...target,
      clients: { ...target.clients, lambda: () => this.#clients.lambda() },
      lacks: { functions: 'functions run beside the target, not in it', ...lacks },
      host: (blueprint, context) => this.#host(target, blueprint, context),
    };
  }

  #withCdn(target: Target): Target {
    const { cdn: _, 'viewer-regions': __, ...lacks } = target.lacks;
    return {
      ...target,
      clients: { ...target.clients, cloudfront: () => this.#clients.cloudfront() },
      viewers: connectionTo(this.#cloud),
      lacks,
    };
  }

  #host(target: Target, blueprint: Blueprint, context: BlueprintContext): Hosted {
    const { region, clients } = target;
    const hostedIn = (where: BlueprintContext) => hostedResources(blueprint.resources(where), where);
    return {
      blueprint: {
        ...blueprint,
        resources: (where) => {
          const { resources } = hostedIn(where);
          const functions = resources.functions.map((spec) => ({
            ...spec,
            environment: { ...spec.environment, ...this.#reaching },
          }));
          return { ...resources, functions };
        },
      },
      start: async () => {
        const [sqs, lambda] = [await clients.sqs(), await this.#clients.lambda()];
        const { feeds } = hostedIn(context);
        const feedings = await Promise.all(
          feeds.map((feed) => {
            const queueArn = `arn:aws:sqs:${region}:${context.accountId}:${feed.queue}`;
            return startFeeding({ sqs, lambda, feed, queueArn, region });
          }),
        );
        return {
          async [Symbol.asyncDispose]() {
            await Promise.all(feedings.map((feeding) => feeding[Symbol.asyncDispose]()));
          },
        };
      },
    };
  }
}
