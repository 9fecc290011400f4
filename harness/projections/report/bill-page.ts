/** One bill as a page: what was used, at which price, and what of it has none. */
import { amount, apportion, formatQuantity, formatUsd, toCents, ZERO } from '../money.ts';
import type { Bill } from '../bill.ts';
import { table, text, type Page } from './page.ts';

export function billPage(title: string, bill: Bill, remarks: readonly string[] = []): Page {
  const shown = apportion(bill.lines.map(({ usd }) => usd));
  const rows = bill.lines.map(({ service, sku, region, quantity, unit, free, asOf }, index) => [
    `${service} ${sku}`,
    region,
    formatQuantity(quantity),
    unit,
    free.isZero() ? '' : formatQuantity(free),
    formatUsd(shown[index] ?? ZERO),
    asOf,
  ]);
  const total = ['total', '', '', '', '', formatUsd(toCents(bill.total)), ''];
  return {
    title,
    blocks: [
      ...remarks.map(text),
      table(
        'Bill',
        ['dimension', 'region', 'quantity', 'unit', 'free', 'cost', 'price of'],
        [...rows, total],
        [2, 4, 5],
      ),
      ...(bill.unpriced.length === 0
        ? []
        : [
            table(
              'Used, but of unknown price: in no total',
              ['dimension', 'quantity', 'why'],
              bill.unpriced.map(({ service, sku, quantity, reason }) => [
                `${service} ${sku}`,
                formatQuantity(amount(quantity)),
                reason,
              ]),
              [1],
            ),
          ]),
    ],
  };
}
