/** What a scenario is given: a target, names of its own on it, and, if it asks for one, a running pipeline. */
import type { Blueprint } from '#pipeline';
import { createPresigner, type Presigner } from './presign.ts';
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
  /** Undone in reverse order when the scenario ends. */
  onEnd(undo: () => Promise<unknown>): void;
}

let worlds = 0;

/** Opens a world on a target and closes it, whatever happens in it. */
export async function inWorld<T>(target: Target, act: (world: World) => Promise<T>): Promise<T> {
  const undos: (() => Promise<unknown>)[] = [];
  worlds += 1;
  const suffix = `${process.pid.toString(36)}${Date.now().toString(36)}${worlds.toString(36)}`;
  let names = 0;
  const { clients, connection, accountId, region, time } = target;
  const world: World = {
    ...time,
    target,
    clients,
    connection,
    accountId,
    region,
    presign: createPresigner(clients, connection),
    view: createViewer(connection),
    fresh: (what) => `${what}-${suffix}${(names++).toString(36)}`,
    onEnd: (undo) => void undos.push(undo),
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
