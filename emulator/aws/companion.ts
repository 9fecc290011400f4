import type { Snapshot } from './kernel/snapshots.ts';

/** What stands beside a cloud and belongs to it: a database of the pipeline's. */
export interface Companion {
  /** Lower-case letters: `database`. */
  readonly name: string;
  save(): Promise<Uint8Array>;
  /** Becomes what was saved; as new, where nothing was. */
  load(saved: Uint8Array | undefined): Promise<void>;
}

/** What companions saved, by their names. */
type Saved = ReadonlyMap<string, Uint8Array>;

/** Those of one cloud. They are saved after its own records are: what is done in between is done again, not lost. */
export class Companions {
  readonly #all = new Set<Companion>();
  readonly #kept = new WeakMap<Snapshot, Saved>();

  add(companion: Companion): void {
    this.#all.add(companion);
  }

  async save(): Promise<Saved> {
    const saved = new Map<string, Uint8Array>();
    for (const companion of this.#all) saved.set(companion.name, await companion.save());
    return saved;
  }

  async load(saved: Saved): Promise<void> {
    for (const companion of this.#all) await companion.load(saved.get(companion.name));
  }

  async empty(): Promise<void> {
    await this.load(new Map());
  }

  /** Saves them for as long as there is the snapshot. */
  async keep(snapshot: Snapshot): Promise<void> {
    this.#kept.set(snapshot, await this.save());
  }

  async restore(snapshot: Snapshot): Promise<void> {
    await this.load(this.#kept.get(snapshot) ?? new Map());
  }
}
