/** What a cloud's usage so far costs at list prices, as numbers for the page. */
import type { Cloud } from '#aws';
import { readPrices } from '#fixtures';
import { billOf, byService } from '../projections/bill.ts';
import { billableUsage } from '../projections/metered.ts';
import { createPriceBook, type PriceBook } from '../projections/price-book.ts';

let book: PriceBook | undefined;

export function costNow({ meter }: Pick<Cloud, 'meter'>): object {
  const { billed, unknown } = billableUsage(meter.usage());
  const used = billed.map(({ used: dimension }) => dimension);
  const bill = billOf(used, (book ??= createPriceBook(readPrices())), { freeTier: false });
  return {
    total: bill.total.toNumber(),
    services: byService(bill.lines).map(({ service, usd }) => ({ service, usd: usd.toNumber() })),
    unpriced: bill.unpriced.length + unknown.length,
  };
}
