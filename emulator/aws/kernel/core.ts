/**
 * Builds a kernel: everything that a cloud's services share, over one record store and one folder. A reset of a cloud
 * is a new kernel over an empty store, so that nothing of the old one can linger in a forgotten cache.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Access } from './access.ts';
import { Blobs, type HeldFiles } from './blobs.ts';
import { Clock, type ClockMode } from './clock.ts';
import { Continuity } from './continuity.ts';
import { openDataFolder, OWN_FILES, refusalOf } from './data-folder.ts';
import { Faults } from './faults.ts';
import { Ids } from './ids.ts';
import type { Instant } from './instant.ts';
import { Journal } from './journal.ts';
import type { Kernel } from './kernel.ts';
import { Meter } from './meter.ts';
import type { Outbound } from './outbound.ts';
import { Outbox } from './outbox.ts';
import { Ports } from './ports.ts';
import type { RecordSnapshot } from './record-snapshot.ts';
import { recover, type Recovery } from './recovery.ts';
import type { Scope } from './scope.ts';
import { StandingCharges } from './standing-charges.ts';
import { troubleFacts } from './storage-failure.ts';
import { Store, type Durability } from './store.ts';

export interface CoreOptions {
  readonly clock: ClockMode;
  readonly startAt: Instant | undefined;
  readonly seed: string | undefined;
  /** Keeps records and bytes in this folder; without it they live in memory and a temporary folder. */
  readonly data: string | undefined;
  readonly durability: Durability;
  readonly home: Scope;
  readonly access: (ports: Ports) => Access;
  readonly outbound: Outbound;
  readonly endpoint: () => string;
}

/** What a core stands on and a restore keeps: the records' store, the folder, and the clock that everybody knows. */
export interface Ground {
  readonly store: Store;
  readonly folder: string;
  readonly clock: Clock;
  readonly held: HeldFiles;
}

export interface Core extends Kernel {
  readonly ground: Ground;
  /** Takes up what an earlier run on the same data left, once everybody who may be concerned is there. */
  recover(): Recovery | undefined;
  /** Keeps records and bytes as they are now. */
  snapshot(): RecordSnapshot;
  close(): void;
  /** Closes and removes every record and byte. */
  erase(): void;
}

/**
 * @param kept the ground of a core that has ended, whose records were put back: the new one stands on it, at `startAt`
 * @param compose builds what stands on the core; its records and the core's are one transaction, so that data which
 *   cannot be used is left as it was
 * @throws SafelightError ERR_DATA_FOLDER and its relatives when the folder cannot be used
 */
export function raiseCore<T>(options: CoreOptions, kept: Ground | undefined, compose: (core: Core) => T): T {
  const { data, durability } = options;
  const folder = kept?.folder ?? data ?? mkdtempSync(join(tmpdir(), 'safelight-'));
  const store =
    kept?.store ?? (data === undefined ? new Store(':memory:') : openDataFolder(folder, durability));
  try {
    return store.transact(() => compose(buildCore(options, store, folder, kept)));
  } catch (error) {
    store.close();
    if (data === undefined) rmSync(folder, { recursive: true, force: true });
    throw data === undefined ? error : refusalOf(data, error);
  }
}

/** A core with nothing on it. */
export const createCore = (options: CoreOptions): Core => raiseCore(options, undefined, (core) => core);

function buildCore(options: CoreOptions, store: Store, folder: string, kept: Ground | undefined): Core {
  const { data } = options;
  const continuity = new Continuity(
    store,
    () => clock,
    () => journal,
  );
  const { last } = continuity;
  const ids = new Ids(options.seed, last.number);
  const journalDefect = (error: unknown): void => void journal.append({ ...troubleFacts(error), cause: 0 });
  const clock = kept?.clock ?? new Clock(options.clock, options.startAt, journalDefect);
  if (kept !== undefined) clock.restart(options.startAt ?? clock.now(), journalDefect);
  else if (options.startAt === undefined) {
    clock.restart(
      continuity.resumesAt(clock.rate === 0 ? undefined : clock.now()) ?? clock.now(),
      journalDefect,
    );
  }
  const meter = new Meter();
  const journal = new Journal(() => clock.now(), last.seq);
  const faults = new Faults(ids.seed);
  const held: HeldFiles = kept?.held ?? new Set();
  const blobs = new Blobs(store, ids, join(folder, 'blobs'), options.durability, held);
  const files = join(folder, 'files');
  // A crash may have left half of an unpacked function; what is here is made again when it is wanted.
  if (kept === undefined && last.clean === 0) rmSync(files, { recursive: true, force: true });
  mkdirSync(files, { recursive: true });
  const ports = new Ports();
  const outbox = new Outbox(store, clock, journal, faults);
  if (data !== undefined) {
    store.beforeCommit = () => continuity.keepUp();
    clock.onMove = () => continuity.pause(false);
  }
  return {
    ground: { store, folder, clock, held },
    clock,
    ids,
    journal,
    faults,
    store,
    blobs,
    meter,
    standing: new StandingCharges(clock, meter),
    outbox,
    access: options.access(ports),
    ports,
    home: options.home,
    folder: files,
    outbound: options.outbound,
    endpoint: options.endpoint,
    recover: () =>
      recover(
        { blobs, outbox, journal, stopwatch: clock.stopwatch() },
        kept === undefined ? last : undefined,
      ),
    snapshot() {
      continuity.pause(false);
      const records = store.snapshot();
      const release = blobs.hold();
      return {
        ...records,
        drop() {
          records.drop();
          release();
        },
      };
    },
    close() {
      clock.close();
      try {
        continuity.pause(true);
      } catch {
        // A full disk: the next start looks more closely, and that is all.
      }
      store.close();
      if (data === undefined) rmSync(folder, { recursive: true, force: true });
    },
    erase() {
      clock.close();
      store.close();
      for (const name of OWN_FILES) rmSync(join(folder, name), { recursive: true, force: true });
      if (data === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
