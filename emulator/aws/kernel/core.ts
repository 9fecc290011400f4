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
import { SafelightError } from './safelight-error.ts';
import type { Scope } from './scope.ts';
import { StandingCharges } from './standing-charges.ts';
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
  /** What an earlier run on the same data left to do or to clean up. */
  readonly recovered: { readonly orphans: number };
  /** Keeps records and bytes as they are now. */
  snapshot(): RecordSnapshot;
  close(): void;
  /** Closes and removes every record and byte. */
  erase(): void;
}

const MIGRATIONS = [
  `CREATE TABLE boots (number INTEGER NOT NULL, seq INTEGER NOT NULL);
   INSERT INTO boots VALUES (0, 0)`,
];

/** Everything a cloud keeps in its folder; nothing else there is touched. */
const OWN_FILES = ['records.sqlite', 'records.sqlite-wal', 'records.sqlite-shm', 'blobs', 'files'];

/**
 * @param kept the ground of a core that has ended, whose records were put back: the new one stands on it, at `startAt`
 * @throws SafelightError ERR_DATA_FOLDER when the folder cannot be used
 */
export function createCore(options: CoreOptions, kept?: Ground): Core {
  const { data } = options;
  const folder = kept?.folder ?? data ?? mkdtempSync(join(tmpdir(), 'safelight-'));
  const store = kept?.store ?? openStore(folder, data, options.durability);
  store.define('kernel', MIGRATIONS);
  const boot = store.statement<{ number: number; seq: number }>('SELECT number, seq FROM boots').get();
  store.statement('UPDATE boots SET number = number + 1').run();

  const ids = new Ids(options.seed, boot?.number ?? 0);
  const journalDefect = (error: unknown): void => {
    journal.append({
      type: 'defect',
      cause: 0,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  };
  const clock = kept?.clock ?? new Clock(options.clock, options.startAt, journalDefect);
  kept?.clock.restart(options.startAt ?? clock.now(), journalDefect);
  const meter = new Meter();
  const journal = new Journal(() => clock.now(), boot?.seq ?? 0);
  const faults = new Faults(ids.seed);
  const held: HeldFiles = kept?.held ?? new Set();
  const blobs = new Blobs(store, ids, join(folder, 'blobs'), options.durability, held);
  const orphans = data === undefined && kept === undefined ? 0 : blobs.collect();
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true });
  const ports = new Ports();
  const noteSeq = (): void => void store.statement('UPDATE boots SET seq = ?').run(journal.seq);
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
    outbox: new Outbox(store, clock, journal, faults),
    access: options.access(ports),
    ports,
    home: options.home,
    folder: files,
    outbound: options.outbound,
    endpoint: options.endpoint,
    recovered: { orphans },
    snapshot() {
      noteSeq();
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
      noteSeq();
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

function openStore(folder: string, data: string | undefined, durability: Durability): Store {
  if (data === undefined) return new Store(':memory:');
  try {
    mkdirSync(data, { recursive: true });
    return new Store(join(folder, 'records.sqlite'), durability);
  } catch (cause) {
    throw new SafelightError('ERR_DATA_FOLDER', `The data folder ${data} cannot be used.`, {
      hint: 'Choose a folder that can be written to with --data, and make sure that no other safelight uses it.',
      cause,
    });
  }
}
