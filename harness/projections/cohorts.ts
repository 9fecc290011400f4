/** How many images were uploaded on each day, and how many of an age there are on a day. */
import type { Month } from './calendar.ts';
import type { Workload } from './workload.ts';

export interface Cohorts {
  /** Uploaded on a day; what was moved in counts on the first. */
  arriving(day: number): number;
  /** Images whose age on the day is from `from` to just under `to`. */
  aged(day: number, from: number, to: number): number;
}

export function createCohorts(workload: Workload, months: readonly Month[]): Cohorts {
  const totals = [0];
  for (const [index, { days }] of months.entries()) {
    const daily = workload['uploads.perDay'] * (1 + workload['uploads.growth']) ** index;
    for (let day = 0; day < days; day += 1) {
      const movedIn = totals.length === 1 ? workload['images.initial'] : 0;
      totals.push((totals.at(-1) ?? 0) + daily + movedIn);
    }
  }
  /** Images that arrived before a day. */
  const before = (day: number): number => totals[Math.max(0, Math.min(day, totals.length - 1))] ?? 0;
  return {
    arriving: (day) => (day < 0 ? 0 : before(day + 1) - before(day)),
    aged: (day, from, to) => before(day - from + 1) - before(day - to + 1),
  };
}
