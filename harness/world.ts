/** What a scenario is given: a target, names of its own on it, and, if it asks for one, a running pipeline. */
import type { Page } from 'playwright-core';
import type { Blueprint } from '#pipeline';
import { openPage } from './browser-page.ts';
import { deployFunction, type FunctionSettings } from './deploy-function.ts';
import { createPresigner, type Presigner } from './presign.ts';
import { billableUsage, type BilledUsage } from './projections/metered.ts';
import { runPipeline } from './run-pipeline.ts';
import type { Clients, Connection } from './targets/clients.ts';
import type { Pipeline, Target } from './targets/target.ts';
import type { Time } from './time.ts';
import { createViewer, type Viewer } from './viewer.ts';

export interface World extends Time {
  readonly target: Target;
  readonly clients: Clients;
  readonly presign: Presigner;
  /** Looks at distributions. */
  readonly view: Viewer;
  readonly connection: Connection;
  readonly accountId: string;
  readonly region: string;
  /** A name that nobody else has: lower-case, fit for buckets, queues and functions. */
  fresh(what: string): string;
  /** Provisions a blueprint and runs what stands beside the cloud. */
  pipeline(blueprint: Blueprint): Promise<Pipeline>;
  /** An empty page of an origin in a browser of its own; needs `browser`. */
  page(origin: string): Promise<Page>;
  /**
   * Makes a function of one CommonJS source that exports `handler`; needs `functions`.
   *
   * @param settings what differs from a Node function of 128 MiB and 3 seconds
   * @returns its name
   */
  deployFunction(code: string, settings?: FunctionSettings): Promise<string>;
  /** Everything billed so far; needs `metering`. */
  usage(): readonly BilledUsage[];
  /** Undone in reverse order when the scenario ends. */
  onEnd(undo: () => Promise<unknown>): void;
}

let worlds = 0;

/** Opens a world on a target and closes it, whatever happens in it. */
export async function inWorld<T>(target: Target, act: (world: World) => Promise<T>): Promise<T> {
  const undos: (() => Promise<unknown>)[] = [];
  worlds += 1;
  const suffix = `${target.run}${process.pid.toString(36)}${worlds.toString(36)}`;
  let names = 0;
  const { clients, connection, accountId, region, time } = target;
  const world: World = {
    ...time,
    target,
    clients,
    connection,
    accountId,
    region,
    presign: createPresigner(
      clients,
      connection,
      target.lacks['time-travel'] === undefined ? time.now : undefined,
    ),
    view: createViewer(connection),
    fresh: (what) => `${what}-${suffix}${(names++).toString(36)}`,
    onEnd: (undo) => void undos.push(undo),
    usage: () => billableUsage(target.usage?.() ?? []).billed,
    async page(origin) {
      const page = await openPage(origin);
      undos.push(() => page.context().close());
      return page;
    },
    async deployFunction(code, settings = {}) {
      const name = world.fresh('function');
      await deployFunction(await clients.lambda(), { name, code, accountId, settings });
      return name;
    },
    async pipeline(blueprint) {
      const ready = await target.openPipeline?.(blueprint);
      if (ready !== undefined) return ready;
      const shared = target.lacks.isolation !== undefined;
      const { beside, ...pipeline } = await runPipeline(blueprint, target, shared ? `-${suffix}` : '');
      if (beside !== undefined) undos.push(() => beside.close());
      return pipeline;
    },
  };
  try {
    return await act(world);
  } finally {
    for (const undo of undos.toReversed()) await undo();
  }
}
