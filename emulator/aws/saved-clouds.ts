/** Saving a running cloud to the disk, and putting what was saved in its place. */
import type { Companions } from './companion.ts';
import type { Core } from './kernel/core.ts';
import type { Instant } from './kernel/instant.ts';
import { SavedSnapshots, type SavedSnapshot } from './kernel/saved-snapshots.ts';
import type { ResetListener } from './reset-listener.ts';

export interface SavedClouds {
  /**
   * Saves everything as it is now, once what is under way has settled.
   *
   * @throws SafelightError ERR_SNAPSHOT_NAME, ERR_SNAPSHOT_EXISTS, ERR_SNAPSHOT_FOLDER
   */
  save(name: string, options?: { readonly replace?: boolean }): Promise<SavedSnapshot>;
  /**
   * Makes everything as it was saved, as `restore` does. Whoever listens for resets is told.
   *
   * @throws SafelightError ERR_SNAPSHOT_NAME, ERR_SNAPSHOT_UNKNOWN, ERR_SNAPSHOT_DAMAGED, ERR_SNAPSHOT_VERSION,
   *   ERR_SNAPSHOT_REGION; nothing has changed then
   */
  load(name: string): Promise<void>;
  /** Those that can be read, by name. */
  list(): readonly SavedSnapshot[];
}

interface Parts {
  readonly folder: string | undefined;
  readonly core: () => Core;
  /** Puts records into the place of those that are there. */
  readonly replace: (put: () => void, at: Instant) => Promise<void>;
  readonly resets: ReadonlySet<ResetListener>;
  readonly companions: Companions;
}

export function savedClouds({ folder, core, replace, resets, companions }: Parts): SavedClouds {
  const saved = new SavedSnapshots(folder);
  return {
    async save(name, { replace: mayReplace = false } = {}) {
      await core().clock.settle();
      const { store, blobs, home, clock, ids } = core();
      const source = { store, blobs, home, clock, ids, beside: () => companions.save() };
      return saved.save(name, source, mayReplace);
    },
    async load(name) {
      const { at, records, takeInto, beside } = await saved.open(name, core());
      try {
        for (const { before } of resets) await before?.();
        await replace(() => {
          takeInto(core().blobs);
          records.restore();
        }, at);
        await companions.load(beside);
      } finally {
        records.drop();
      }
      for (const { after } of resets) await after?.();
    },
    list: () => saved.list(),
  };
}
