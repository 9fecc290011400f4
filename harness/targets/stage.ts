/**
 * The embedded cloud of this process, on which one scenario follows the other. Each finds the cloud, and a pipeline if
 * it asks for one, as new: restored from a snapshot, which takes milliseconds where starting a cloud and provisioning a
 * pipeline take seconds. Functions stay warm, and the API and the worker beside the cloud go on.
 */
import { createCloud, type Cloud, type Snapshot, type Usage } from '#aws';
import type { Blueprint } from '#pipeline';
import type { Beside } from '../beside.ts';
import { runPipeline, type RunningPipeline } from '../run-pipeline.ts';
import { connectionTo, embeddedTargetOn } from './embedded.ts';
import { untapped } from '../wire/tap.ts';
import { createClients, type Clients } from './clients.ts';
import type { Pipeline, Target } from './target.ts';

/** A pipeline, and the cloud as it was right after provisioning. */
interface Template {
  readonly snapshot: Snapshot;
  /** What provisioning it took. */
  readonly spent: readonly Usage[];
  readonly running: RunningPipeline;
}

type Staged = ReturnType<typeof embeddedTargetOn>;

export class Stage {
  readonly #cloud: Cloud;
  readonly #clients: Clients;
  readonly #empty: Snapshot;
  readonly #templates = new Map<string, Template>();
  #playing: Beside | undefined;
  #taken = false;
  /** What provisioning the pipeline of the scenario took. */
  #spent: readonly Usage[] = [];
  /** The journal's last number when the scenario had done nothing yet. */
  #begun = 0;

  private constructor(cloud: Cloud, empty: Snapshot) {
    this.#cloud = cloud;
    this.#empty = empty;
    this.#clients = createClients(connectionTo(cloud));
  }

  static async open(): Promise<Stage> {
    const cloud = await createCloud({ clock: 'manual' });
    return new Stage(cloud, await cloud.snapshot());
  }

  /** Clears the stage for one scenario; nobody else gets it until that target is disposed of. */
  async enter(): Promise<Target> {
    if (this.#taken) throw new Error('a scenario is on the stage');
    this.#taken = true;
    await this.#restore(this.#empty);
    this.#spent = [];
    this.#begun = this.#cloud.journal.seq;
    const target = embeddedTargetOn(this.#cloud, this.#clients);
    return {
      ...target,
      spent: () => [...this.#spent, ...this.#cloud.meter.usage()],
      openPipeline: (blueprint) => this.#openPipeline(blueprint, target),
      [Symbol.asyncDispose]: () => this.#leave(),
    };
  }

  get taken(): boolean {
    return this.#taken;
  }

  async close(): Promise<void> {
    for (const { running } of this.#templates.values()) await running.beside?.close();
    this.#clients.destroy();
    await this.#cloud.close(0);
  }

  async #leave(): Promise<void> {
    await this.#playing?.pause();
    this.#playing = undefined;
    this.#taken = false;
  }

  /** A pipeline on an untouched cloud; none where the scenario has already begun, since it would be undone. */
  async #openPipeline(blueprint: Blueprint, target: Staged): Promise<Pipeline | undefined> {
    if (this.#cloud.journal.seq !== this.#begun) return undefined;
    const name = `${blueprint.name}/${blueprint.form}`;
    const template = this.#templates.get(name) ?? (await untapped(() => this.#provision(blueprint, target)));
    this.#templates.set(name, template);
    this.#spent = template.spent;
    const {
      snapshot,
      running: { beside, ...pipeline },
    } = template;
    await this.#restore(snapshot);
    if (beside !== undefined) {
      await beside.clear();
      beside.keepTime(snapshot.at);
      await untapped(() => beside.resume());
    }
    this.#playing = beside;
    return pipeline;
  }

  async #provision(blueprint: Blueprint, target: Staged): Promise<Template> {
    const running = await runPipeline(blueprint, target, '');
    await running.beside?.pause();
    return { snapshot: await this.#cloud.snapshot(), spent: this.#cloud.meter.usage(), running };
  }

  async #restore(snapshot: Snapshot): Promise<void> {
    await this.#cloud.restore(snapshot);
    this.#clients.keepTime(snapshot.at);
  }
}
