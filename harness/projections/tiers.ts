/** What a quantity costs under a tiered price. */
import type { PriceTier } from '#fixtures';
import { amount, ZERO, type Amount } from './money.ts';

/**
 * Dollars for a monthly quantity, each part at the price of the tier it falls in: more is never cheaper, and no step
 * lies at a tier's edge. Beyond the last bounded tier its price goes on.
 *
 * @param quantity in the price's unit, at least 0
 */
export function tieredCost(tiers: readonly PriceTier[], quantity: Amount): Amount {
  let cost = ZERO;
  let below = ZERO;
  for (const [index, { upTo, usd }] of tiers.entries()) {
    const open = upTo === null || index === tiers.length - 1;
    const end = open || quantity.lt(upTo) ? quantity : amount(upTo);
    if (end.lte(below)) break;
    cost = cost.plus(end.minus(below).times(usd));
    below = end;
  }
  return cost;
}
