/**
 * In which order files of scenarios begin. Vitest begins with what took longest the last time; the first time it goes by
 * the size of files, which says nothing here, and the run then waits for one long file that began last.
 */
import type { BaseSequencer, TestSpecification } from 'vitest/node';

/**
 * Files that take more than two seconds, by what they took on two busy processors, longest first.
 * Measured on Node 24.21, 2026-11-30: from 6.9 s to 2.6 s.
 */
export const LONGEST = [
  'renditions/thumbnails',
  'browser/page',
  'pettracker/developing',
  'pettracker/timeouts',
  'uploads/bucket',
  'image-platform/watching',
  'image-platform/traps',
  'functions/invocations',
  'image-api/traps',
] as const;

/** A sequencer that begins with {@link LONGEST}; everything else comes in the order that Vitest gives it. */
export const longestFirst = (Sequencer: typeof BaseSequencer): typeof BaseSequencer =>
  class extends Sequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's own, which gives a new array
      const sorted = await super.sort(files);
      return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
    }
  };

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONGEST.findIndex((name) => moduleId.includes(`scenarios/${name}.scenario.`));
  return rank === -1 ? LONGEST.length : rank;
}
