/** What a scenario is given: a target, names of its own on it, and, if it asks for one, a running pipeline. */
import type { Page } from 'playwright-core';
import type { Blueprint } from '#pipeline';
import { lendPage } from './browser-page.ts';
import { judged } from './config/judged.ts';
import { judgedStands, namesIn } from './config/standing-names.ts';
import { findBlueprint } from './blueprints.ts';
import { createSubject, type Subject } from './config/subject.ts';
import { deployFunction, type FunctionSettings } from './deploy-function.ts';
import { createPresigner, type Presigner } from './presign.ts';
import { billableUsage, type BilledUsage } from './projections/metered.ts';
import { blueprintStands, type Preparation } from './preparation.ts';
import type { Clients, Connection } from './targets/clients.ts';
import type { Pipeline, Target } from './targets/target.ts';
import type { Time } from './time.ts';
import { untapped } from './wire/tap.ts';
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
  /** The pipeline under judgement: the configuration's, or PetTracker where none names another. */
  subject(): Promise<Subject>;
  /**
   * An empty page of an origin, in a browser that keeps nothing of other pages; needs `browser`. Settings are for the page:
   * what is set on its context stays for pages after it.
   */
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
  const isShared = target.lacks.isolation !== undefined;
  const prepared = async <P extends object>(what: Preparation<P>): Promise<P> => {
    const named = isShared ? `-${suffix}` : '';
    // What a scenario sends is what it is about; its pipeline is provisioned the same way for all.
    const { beside, ...rest } = await untapped(() => what.prepare(target, named));
    if (beside !== undefined) undos.push(() => beside.close());
    return rest as unknown as P;
  };
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
    view: createViewer(target.viewers ?? connection),
    fresh: (what) => `${what}-${suffix}${(names++).toString(36)}`,
    onEnd: (undo) => void undos.push(undo),
    usage: () => billableUsage(target.usage?.() ?? []).billed,
    async page(origin) {
      const lent = await lendPage(origin);
      undos.push(lent.giveBack);
      return lent.page;
    },
    async deployFunction(code, settings = {}) {
      const name = world.fresh('function');
      await deployFunction(await clients.lambda(), { name, code, accountId, settings });
      return name;
    },
    pipeline: async (blueprint) =>
      (await target.openPipeline?.(blueprint)) ?? prepared(blueprintStands(blueprint)),
    async subject() {
      const under = await judged();
      const { blueprint } = under.pipeline;
      const standing = judgedStands(under);
      const { nameOf } =
        blueprint === undefined
          ? ((await target.recall?.(standing)) ?? (await prepared(standing)))
          : { nameOf: namesIn(await world.pipeline(findBlueprint(blueprint))) };
      const s3 = await clients.s3();
      return createSubject(under.pipeline, {
        nameOf,
        s3,
        now: time.now,
        fresh: (what) => world.fresh(what),
        onEnd: (undo) => (isShared ? world.onEnd(undo) : undefined),
      });
    },
  };
  try {
    return await act(world);
  } finally {
    for (const undo of undos.toReversed()) await undo();
  }
}
