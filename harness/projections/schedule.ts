/**
 * Where an object is stored at which age, and how often it is looked at there.
 *
 * S3's lifecycle runs once a day and counts from the midnight after the days have passed, so an object that moves
 * after 30 days is in its new class from its 31st full day on (fact sheet load-and-cost, section 4). Objects below the
 * minimum size are not moved.
 */
import { NEVER } from './input.ts';
import { TRANSITIONS, type Workload } from './workload.ts';

/** A stretch of an object's life. Ages are whole days; the day of upload is age 0. */
export interface Stretch {
  readonly storageClass: string;
  readonly from: number;
  /** First age that no longer belongs to it. */
  readonly to: number;
  /** Views of the image in 30 days at that age. */
  readonly views: number;
  /** Age at which the object came into its class. */
  readonly entered: number;
}

/** Ages at which interest in an image, and Intelligent-Tiering's own tiers, change. */
const INTEREST_ENDS = [30, 180] as const;
const TIERING_STEPS = [30, 90] as const;

interface Residence {
  readonly storageClass: string;
  readonly from: number;
  readonly to: number;
}

/** The classes that an original of a size passes through. */
export function originalResidences(workload: Workload, size: number): readonly Residence[] {
  const moves = size < workload['lifecycle.minimumSize'] ? [] : TRANSITIONS;
  const steps = moves.flatMap(([name, storageClass]) =>
    workload[name] === NEVER ? [] : [{ storageClass, from: workload[name] + 1 }],
  );
  return withEnds([{ storageClass: 'STANDARD', from: 0 }, ...steps], workload['lifecycle.expire']);
}

/** Thumbnails stay where they are written until they expire. */
export const thumbnailResidences = (workload: Workload): readonly Residence[] =>
  withEnds([{ storageClass: 'STANDARD', from: 0 }], workload['lifecycle.thumbnails']);

const withEnds = (
  steps: readonly { readonly storageClass: string; readonly from: number }[],
  expiry: number,
): readonly Residence[] =>
  steps.map((step, index) => ({ ...step, to: steps[index + 1]?.from ?? expiry + 1 }));

/** Cuts residences where interest changes, so that each stretch has one class and one rate of views. */
export function stretches(workload: Workload, residences: readonly Residence[]): readonly Stretch[] {
  return residences.flatMap(({ storageClass, from, to }) => {
    const tiering = storageClass === 'INTELLIGENT_TIERING' ? TIERING_STEPS.map((age) => from + age) : [];
    const cuts = [...INTEREST_ENDS, workload['lifecycle.thumbnails'] + 1, ...tiering].filter(
      (age) => age > from && age < to,
    );
    const ages = [from, ...[...new Set(cuts)].toSorted((a, b) => a - b), to];
    return ages.slice(1).map((end, index) => {
      const begin = ages[index] ?? from;
      return { storageClass, from: begin, to: end, views: viewsAt(workload, begin), entered: from };
    });
  });
}

function viewsAt(workload: Workload, age: number): number {
  if (age < INTEREST_ENDS[0]) return workload['views.fresh'];
  return age < INTEREST_ENDS[1] ? workload['views.settled'] : workload['views.old'];
}
