/**
 * What a month of stored objects comes to in S3's dimensions: byte-days by class, transitions, early deletion,
 * monitoring, and the views that want an object, before any cache.
 *
 * Evidence: storage-class rules in the price catalogue (minimum duration, minimum size, archive overhead); fact sheet
 * load-and-cost, section 5. Intelligent-Tiering: an object is in a colder tier when nobody read it for 30 or 90 days;
 * reads are taken to come independently, so that the share unread for a time is `exp(-reads in that time)`.
 * Gaps: restores from GLACIER and DEEP_ARCHIVE are taken as standard ones, one for each read.
 */
import type { Month } from './calendar.ts';
import type { Cohorts } from './cohorts.ts';
import { NEVER } from './input.ts';
import type { PriceBook } from './price-book.ts';
import type { Stretch } from './schedule.ts';

/** Objects alike: so many per image, so large, living through the same stretches. */
export interface ObjectKind {
  /** Objects of this kind for each image. */
  readonly perImage: number;
  readonly bytes: number;
  readonly stretches: readonly Stretch[];
  /** Share of the views of an image at that stretch that want an object of this kind. */
  readonly wanted: (stretch: Stretch) => number;
}

/** Quantities by catalogue dimension of S3, in plain units: bytes × days, requests, bytes, objects × days. */
export interface StoredMonth {
  readonly byteDays: ReadonlyMap<string, number>;
  readonly transitions: ReadonlyMap<string, number>;
  readonly wanted: ReadonlyMap<string, number>;
  readonly wantedBytes: ReadonlyMap<string, number>;
  readonly monitoredDays: number;
  /** Of the byte-days, those charged for objects that left before their class's minimum duration. */
  readonly earlyByteDays: number;
  /** Bytes really there on the month's last day, by class. */
  readonly stored: ReadonlyMap<string, number>;
}

const MONITORED_FROM = 131_072;
const ARCHIVE_INDEX_BYTES = 8_192;

class Tally extends Map<string, number> {
  add(name: string, quantity: number): void {
    if (quantity !== 0) this.set(name, (this.get(name) ?? 0) + quantity);
  }
}

export function storedMonth(
  kinds: readonly ObjectKind[],
  cohorts: Cohorts,
  month: Month,
  book: PriceBook,
  /** Share of views that no cache answers. */
  missed: number,
): StoredMonth {
  const byteDays = new Tally();
  const transitions = new Tally();
  const wanted = new Tally();
  const wantedBytes = new Tally();
  const stored = new Tally();
  let monitoredDays = 0;
  let earlyByteDays = 0;
  const lastDay = month.firstDay + month.days - 1;

  for (const kind of kinds) {
    for (const [index, stretch] of kind.stretches.entries()) {
      const { storageClass } = stretch;
      const rule = book.storageClass(storageClass);
      const objectDays = kind.perImage * imageDays(cohorts, month, stretch);
      const billed = Math.max(kind.bytes, rule.minBillableBytes);
      if (rule.overheadBytes > 0) {
        byteDays.add(storageClass, objectDays * (billed + rule.overheadBytes - ARCHIVE_INDEX_BYTES));
        byteDays.add('STANDARD', objectDays * ARCHIVE_INDEX_BYTES);
      } else if (storageClass === 'INTELLIGENT_TIERING') {
        for (const [tier, part] of tiersOf(kind, stretch, missed))
          byteDays.add(tier, objectDays * billed * part);
        if (kind.bytes >= MONITORED_FROM) monitoredDays += objectDays;
      } else byteDays.add(storageClass, objectDays * billed);

      const views = (objectDays / 30) * viewsOfObject(kind, stretch);
      wanted.add(storageClass, views);
      wantedBytes.add(storageClass, views * kind.bytes);
      stored.add(storageClass, kind.perImage * kind.bytes * cohorts.aged(lastDay, stretch.from, stretch.to));
      if (stretch.from === stretch.entered && stretch.from > 0) {
        transitions.add(storageClass, kind.perImage * reaching(cohorts, month, stretch.from));
      }
      const leaves = kind.stretches[index + 1]?.storageClass !== storageClass && stretch.to !== NEVER;
      const short = rule.minDurationDays - (stretch.to - stretch.entered);
      if (leaves && short > 0) {
        const early = kind.perImage * reaching(cohorts, month, stretch.to) * short * billed;
        byteDays.add(storageClass, early);
        earlyByteDays += early;
      }
    }
  }
  return { byteDays, transitions, wanted, wantedBytes, monitoredDays, earlyByteDays, stored };
}

/** Image-days of a month spent in a stretch. Uploads are spread over their day, so that day counts half. */
function imageDays(cohorts: Cohorts, { firstDay, days }: Month, { from, to }: Stretch): number {
  let total = 0;
  for (let day = firstDay; day < firstDay + days; day += 1) {
    total += cohorts.aged(day, from, to) - (from === 0 ? cohorts.arriving(day) / 2 : 0);
  }
  return total;
}

/** Images that reach an age in a month. */
function reaching(cohorts: Cohorts, { firstDay, days }: Month, age: number): number {
  let total = 0;
  for (let day = firstDay; day < firstDay + days; day += 1) total += cohorts.arriving(day - age);
  return total;
}

/** Views of one object in 30 days. */
const viewsOfObject = (kind: ObjectKind, stretch: Stretch): number =>
  (stretch.views * kind.wanted(stretch)) / kind.perImage;

/** Shares of Intelligent-Tiering's tiers in a stretch. */
function tiersOf(kind: ObjectKind, stretch: Stretch, missed: number): readonly (readonly [string, number])[] {
  const age = stretch.from - stretch.entered;
  const readsIn30Days = viewsOfObject(kind, stretch) * missed;
  const unread = (days: number): number =>
    age < days || kind.bytes < MONITORED_FROM ? 0 : Math.exp((-readsIn30Days * days) / 30);
  const cold = unread(90);
  const cool = unread(30) - cold;
  return [
    ['INTELLIGENT_TIERING.FA', 1 - cool - cold],
    ['INTELLIGENT_TIERING.IA', cool],
    ['INTELLIGENT_TIERING.AIA', cold],
  ];
}
