/**
 * The embedded cloud of this process, on which one scenario follows the other. Each finds the cloud, and a pipeline if
 * it asks for one, as new: restored from a snapshot, which takes milliseconds where starting a cloud and provisioning a
 * pipeline take seconds. Functions stay warm, and the API and the worker beside the cloud go on.
 */
import { createCloud, type Cloud, type CloudOptions, type Snapshot, type Usage } from '#aws';
import type { Beside } from '../beside.ts';
import { blueprintStands, type Preparation, type Prepared } from '../preparation.ts';
import { connectionTo, embeddedTargetOn } from './embedded.ts';
import { untapped } from '../wire/tap.ts';
import { createClients, type Clients } from './clients.ts';
import type { Target } from './target.ts';

/** What was prepared, and the cloud as it was right after. */
interface Template {
  readonly snapshot: Snapshot;
  /** What preparing it took. */
  readonly spent: readonly Usage[];
  readonly running: Prepared<object>;
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

  static async open(options: Pick<CloudOptions, 'clock' | 'region'> = {}): Promise<Stage> {
    const cloud = await createCloud({ clock: 'manual', ...options });
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
      openPipeline: (blueprint) => this.#recall(blueprintStands(blueprint), target),
      recall: (what) => this.#recall(what, target),
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

  /** What was prepared, on a cloud otherwise untouched; nothing where the scenario has begun, since it would be undone. */
  async #recall<T extends object>(what: Preparation<T>, target: Staged): Promise<T | undefined> {
    if (this.#cloud.journal.seq !== this.#begun) return undefined;
    const template = this.#templates.get(what.name) ?? (await untapped(() => this.#prepare(what, target)));
    this.#templates.set(what.name, template);
    this.#spent = template.spent;
    const {
      snapshot,
      running: { beside, ...prepared },
    } = template;
    await this.#restore(snapshot);
    if (beside !== undefined) {
      await beside.clear();
      beside.keepTime(snapshot.at);
      await untapped(() => beside.resume());
    }
    this.#playing = beside;
    // Under a name stands what was prepared under it.
    return prepared as T;
  }

  async #prepare(what: Preparation<object>, target: Staged): Promise<Template> {
    const running = await what.prepare(target, '');
    await running.beside?.pause();
    return { snapshot: await this.#cloud.snapshot(), spent: this.#cloud.meter.usage(), running };
  }

  async #restore(snapshot: Snapshot): Promise<void> {
    await this.#cloud.restore(snapshot);
    this.#clients.keepTime(snapshot.at);
  }
}
