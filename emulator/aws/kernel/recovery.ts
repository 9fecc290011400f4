/** What a cloud does first with data that an earlier run left, and what it tells of it. */
import type { Blobs } from './blobs.ts';
import type { Continuity } from './continuity.ts';
import type { Journal } from './journal.ts';
import type { Outbox } from './outbox.ts';

/** What a start found in its data folder. */
export interface Recovery {
  /** Whether the run before came to an orderly end. */
  readonly clean: boolean;
  /** Files of bodies that were being written and that no record names: removed. */
  readonly orphans: number;
  /** How many bodies have lost their bytes; reading one answers 503. */
  readonly missing: number;
  /** Whose the first of them are: `s3://photos/cat.jpg`. */
  readonly bereft: readonly string[];
  /** Deliveries that were due and are made now. */
  readonly deliveries: number;
  /** Wall milliseconds that finding out took. */
  readonly duration: number;
}

const MOST_NAMED = 20;

interface Found {
  readonly blobs: Blobs;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly stopwatch: () => number;
}

/** @param last what the run before noted; undefined where there was none to recover from, as after a restore */
export function recover(found: Found, last: Continuity['last'] | undefined): Recovery | undefined {
  const { blobs, outbox, journal, stopwatch } = found;
  const clean = last?.clean !== 0;
  const { orphans, missing } = blobs.reconcile(!clean);
  const deliveries = outbox.recover();
  if (last === undefined || last.number === 0) return undefined;
  const recovery: Recovery = {
    clean,
    orphans,
    missing: missing.length,
    bereft: missing.slice(0, MOST_NAMED).map((name) => blobs.ownerOf(name)),
    deliveries,
    duration: stopwatch(),
  };
  journal.append({ type: 'recovery', cause: 0, ...recovery });
  return recovery;
}
