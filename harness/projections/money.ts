/** Money and quantities in decimal arithmetic, so that cents neither appear nor vanish. */
import { Decimal } from 'decimal.js';

/** 40 digits: a year of the largest bill in units of a tenth of a nano-dollar needs 25. */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

export type Amount = Decimal;

export const amount = (value: Decimal.Value): Amount => new Exact(value);
export const ZERO: Amount = amount(0);

export const sum = (amounts: Iterable<Amount>): Amount => {
  let total = ZERO;
  for (const each of amounts) total = total.plus(each);
  return total;
};

/** Dollars rounded to the cent, half up. */
export const toCents = (usd: Amount): Amount => usd.toDecimalPlaces(2);

/**
 * Rounds parts to cents so that they add up to the rounded total: each is rounded down, and the cents left over go to
 * the parts that lost most.
 */
export function apportion(parts: readonly Amount[]): readonly Amount[] {
  const down = parts.map((part) => part.toDecimalPlaces(2, Decimal.ROUND_FLOOR));
  const missing = toCents(sum(parts)).minus(sum(down)).times(100).toNumber();
  const byLoss = parts
    .map((part, index) => ({ index, loss: part.minus(down[index] ?? ZERO) }))
    .toSorted((a, b) => b.loss.comparedTo(a.loss) || a.index - b.index);
  const raised = new Set(byLoss.slice(0, missing).map(({ index }) => index));
  return down.map((part, index) => (raised.has(index) ? part.plus('0.01') : part));
}

/** `$1,234.50`, `-$3.00` */
export function formatUsd(usd: Amount, places = 2): string {
  const [whole = '0', fraction = ''] = usd.abs().toFixed(places).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const sign = usd.isNegative() && !usd.toDecimalPlaces(places).isZero() ? '-' : '';
  return `${sign}$${grouped}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Dollars with as many digits as small amounts need: `$0.00042`, `$12.34`. */
export const formatUnitCost = (usd: Amount): string =>
  usd.isZero() || usd.abs().gte('0.1') ? formatUsd(usd) : `$${usd.toSignificantDigits(2).toFixed()}`;

/** `1,234,567`, `12.35`, `0.000012`: whole above a hundred, three digits below one. */
export function formatQuantity(quantity: Amount): string {
  if (quantity.abs().lt(1)) return quantity.toSignificantDigits(3).toFixed();
  const places = quantity.abs().gte(100) ? 0 : 2;
  return quantity.toDecimalPlaces(places).toNumber().toLocaleString('en-US');
}
