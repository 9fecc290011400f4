/**
 * How slow starting may be, beside starting Node at all in the same run: ratios hold on any machine. Below what two runs
 * on 2026-11-29 measured (2 cores, 24 GiB VM, load average about 20): 0.71 and 0.52, 0.09 and 0.10, 0.04 and 0.02.
 */
export const SPEED_BUDGETS: Readonly<Record<string, number>> = {
  'safelight --version': 0.3,
  'up, no blueprint, first request': 0.04,
  'up, pettracker, first request': 0.01,
};

/** What a report of `npm run bench -- --json` says of one contender. */
interface Measured {
  readonly name: string;
  /** Its rate beside the reference's. */
  readonly ratio: number;
}

/** What is slower than it may be, or was not measured, in words. */
export function overBudget(measured: readonly Measured[], budgets = SPEED_BUDGETS): string[] {
  return Object.entries(budgets).flatMap(([name, least]) => {
    const found = measured.find((each) => each.name === name);
    if (found === undefined) return [`${name}: not measured`];
    return found.ratio < least
      ? [`${name}: ${found.ratio.toFixed(3)} of the reference, ${least} at least`]
      : [];
  });
}
