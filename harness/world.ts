/** What a scenario is given: a target, names of its own on it, and, if it asks for one, a running pipeline. */
import type { Blueprint, Resources } from '#pipeline';
import { serveBeside } from './beside.ts';
import { createPresigner, type Presigner } from './presign.ts';
import { packageFunction, portablePackage } from './provision/package.ts';
import { provision } from './provision/provision.ts';
import { restApiUrl } from './provision/rest-apis.ts';
import type { Clients, Connection } from './targets/clients.ts';
import type { Target } from './targets/target.ts';
import type { Time } from './time.ts';

export interface World extends Time {
  readonly target: Target;
  readonly clients: Clients;
  readonly presign: Presigner;
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

export interface Pipeline {
  readonly resources: Resources;
  /** The image API's address: in the cloud where the blueprint has it there, otherwise beside it. */
  readonly api: string;
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
    fresh: (what) => `${what}-${suffix}${(names++).toString(36)}`,
    onEnd: (undo) => void undos.push(undo),
    async pipeline(blueprint) {
      const context = { accountId, region, suffix: target.lacks.isolation === undefined ? '' : `-${suffix}` };
      // Only functions of this machine find sharp where this process does.
      const packageOf = target.name === 'embedded' ? packageFunction : portablePackage;
      const { resources, restApis } = await provision(blueprint, { target, context, packageOf });
      const [standing] = restApis;
      if (standing !== undefined) {
        return { resources, api: restApiUrl(connection, standing.id, standing.stage) };
      }
      const beside = await serveBeside(connection, resources.environment, { now: time.now });
      undos.push(() => beside.close());
      return { resources, api: beside.api };
    },
  };
  try {
    return await act(world);
  } finally {
    for (const undo of undos.toReversed()) await undo();
  }
}
