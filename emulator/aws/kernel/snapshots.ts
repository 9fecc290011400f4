/** The snapshots of one cloud: which there are, and whether one that is asked for is among them. */
import type { Core } from './core.ts';
import type { Instant } from './instant.ts';
import { MOST_SNAPSHOTS, type RecordSnapshot } from './record-snapshot.ts';
import { SafelightError } from './safelight-error.ts';

/** A cloud as it was at one moment; disposing of it frees what it takes. */
export interface Snapshot extends Disposable {
  /** Emulated time at that moment. */
  readonly at: Instant;
}

export class Snapshots {
  readonly #kept = new Map<Snapshot, RecordSnapshot>();

  /** @throws SafelightError ERR_SNAPSHOT when there are as many as can be */
  take(core: Core): Snapshot {
    if (this.#kept.size >= MOST_SNAPSHOTS) {
      throw new SafelightError('ERR_SNAPSHOT', `A cloud keeps at most ${MOST_SNAPSHOTS} snapshots.`, {
        hint: 'Dispose of one that is no longer needed.',
      });
    }
    const records = core.snapshot();
    const snapshot: Snapshot = {
      at: core.clock.now(),
      [Symbol.dispose]: () => {
        if (this.#kept.delete(snapshot)) records.drop();
      },
    };
    this.#kept.set(snapshot, records);
    return snapshot;
  }

  /** @throws SafelightError ERR_SNAPSHOT */
  find(snapshot: Snapshot): RecordSnapshot {
    const records = this.#kept.get(snapshot);
    if (records !== undefined) return records;
    throw new SafelightError('ERR_SNAPSHOT', 'This cloud has no such snapshot (any more).', {
      hint: 'A snapshot belongs to the cloud that it was taken of, until it is disposed of or the cloud is reset.',
    });
  }

  /** The store that they stand in goes away. */
  forget(): void {
    this.#kept.clear();
  }
}
