/** The budget gate: whether every month stays within an amount. */
import { SafelightError } from '#aws';
import type { Unpriced } from './bill.ts';
import { amount, formatUsd, type Amount } from './money.ts';

export interface BudgetedMonth {
  readonly name: string;
  readonly usd: Amount;
}

/**
 * Passes when every month is known to cost no more.
 *
 * @throws SafelightError ERR_OVER_BUDGET, ERR_BUDGET_UNKNOWN, both with exit code 1
 */
export function holdToBudget(
  months: readonly BudgetedMonth[],
  unpriced: readonly Unpriced[],
  maximum: number,
): void {
  const over = months.filter(({ usd }) => usd.gt(maximum));
  const [dearest] = over.toSorted((a, b) => b.usd.comparedTo(a.usd));
  if (dearest !== undefined) {
    throw new SafelightError(
      'ERR_OVER_BUDGET',
      `${over.length} of ${months.length} months cost more than ${formatUsd(amount(maximum))}; ${dearest.name} costs ${formatUsd(dearest.usd)}.`,
      { hint: 'Raise --max-monthly, or see which input moves the cost most.', exitCode: 1 },
    );
  }
  if (unpriced.length > 0) {
    throw new SafelightError(
      'ERR_BUDGET_UNKNOWN',
      `What has a price stays within ${formatUsd(amount(maximum))} a month, but ${unpriced.length} dimension${unpriced.length === 1 ? ' has' : 's have'} none.`,
      { hint: `Give the missing prices with --prices: ${unpriced[0]?.reason ?? ''}.`, exitCode: 1 },
    );
  }
}
