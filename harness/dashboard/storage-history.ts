/** Storage by class over emulated time, read off the byte-hours that the meter adds at each midnight. */
import type { Usage } from '#aws';
import type { EmulatedTime } from './events.ts';

interface StorageSample {
  readonly at: EmulatedTime;
  /** Mean bytes since the sample before, by storage class. */
  readonly bytes: ReadonlyMap<string, number>;
}

export interface StorageHistory {
  readonly samples: readonly StorageSample[];
  /** Byte-hours counted so far, by class, and when that was last seen to change. */
  readonly counted: ReadonlyMap<string, number>;
  readonly countedAt: EmulatedTime | undefined;
}

export const NO_STORAGE: StorageHistory = { samples: [], counted: new Map(), countedAt: undefined };

const DAY = 86_400_000;
const HOURS_PER_DAY = 24;
const KEPT_SAMPLES = 120;

export function storageAfter(
  history: StorageHistory,
  usage: readonly Usage[],
  at: EmulatedTime,
): StorageHistory {
  const counted = new Map<string, number>();
  for (const { service, usageType, operation, quantity } of usage) {
    // What is billed beside an object's own bytes (`StandardIASizeOverhead`) is not stored.
    if (service === 's3' && usageType.startsWith('TimedStorage') && !operation.endsWith('Overhead')) {
      counted.set(operation, (counted.get(operation) ?? 0) + quantity);
    }
  }
  const midnight = Math.floor(at / DAY) * DAY;
  if (history.countedAt === undefined) return { ...history, counted, countedAt: midnight };
  const days = (midnight - history.countedAt) / DAY;
  if (days < 1) return history;
  const bytes = new Map(
    [...counted].flatMap(([name, byteHours]) => {
      const added = byteHours - (history.counted.get(name) ?? 0);
      return added > 0 ? [[name, added / (days * HOURS_PER_DAY)] as const] : [];
    }),
  );
  const samples = [...history.samples, { at: midnight, bytes }].slice(-KEPT_SAMPLES);
  return { samples, counted, countedAt: midnight };
}
