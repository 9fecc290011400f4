/** Usage as GetUsage shows it. */
import { days, parseInstant, type Instant } from '../../kernel/instant.ts';
import { badRequest } from './errors.ts';
import { allowance, periodStart, type UsagePlan } from './usage-plans.ts';

/** @throws AwsError BadRequestException */
export function readDate(text: string): Instant {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? parseInstant(`${text}T00:00:00Z`) : undefined;
  if (at === undefined) throw badRequest(`Invalid date ${text}. Dates must be in the format yyyy-mm-dd.`);
  return at;
}

/**
 * Pairs of what was used on a day and what was left of the quota at its end.
 *
 * @param counts requests by day from `start` on
 */
export function remaining(plan: UsagePlan, counts: readonly number[], start: Instant): number[][] {
  let period = NaN;
  let used = 0;
  return counts.map((count, at) => {
    const day = start + days(at);
    const began = periodStart(plan.quota?.period, day);
    used = began === period ? used + count : count;
    period = began;
    const left = allowance(plan, day) - used;
    return [count, Number.isFinite(left) ? Math.max(left, 0) : 0];
  });
}
