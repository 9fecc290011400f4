/** What a cloud's usage costs at list prices: so far, in a month like it, and for a thousand images. */
import type { Usage } from '#aws';
import { readPrices } from '#fixtures';
import { billOf, byService, type BillLine } from '../projections/bill.ts';
import { billableUsage } from '../projections/metered.ts';
import { amount, ZERO, type Amount } from '../projections/money.ts';
import { createPriceBook } from '../projections/price-book.ts';
import type { EmulatedTime } from './events.ts';

export interface CostNow {
  readonly total: Amount;
  readonly services: readonly { readonly service: string; readonly usd: Amount }[];
  /** Dollars in 730 hours like those since the dashboard began; `undefined` before a minute has passed. */
  readonly perMonth: Amount | undefined;
  /** Dollars for a thousand uploads; `undefined` before the first. */
  readonly perThousand: Amount | undefined;
  /** Dimensions that were used and have no known price. */
  readonly unpriced: number;
  /** What has grown since the dashboard began, most first. */
  readonly grown: readonly CostGrowth[];
  /** What the meter stood at when the dashboard began, and when that was. */
  readonly first: CostReading | undefined;
}

/** Dollars that a dimension has cost since the dashboard began. */
interface CostGrowth {
  readonly name: string;
  readonly usd: Amount;
}

interface CostReading {
  readonly at: EmulatedTime;
  readonly total: Amount;
  readonly byDimension: ReadonlyMap<string, Amount>;
}

export const NO_COST: CostNow = {
  total: ZERO,
  services: [],
  perMonth: undefined,
  perThousand: undefined,
  unpriced: 0,
  grown: [],
  first: undefined,
};

const HOUR = 3_600_000;
const MINUTE = 60_000;
const HOURS_PER_MONTH = 730;
const book = createPriceBook(readPrices());

export function costOf(
  { first }: CostNow,
  usage: readonly Usage[],
  at: EmulatedTime,
  uploads: number,
): CostNow {
  const { billed, unknown } = billableUsage(usage);
  const bill = billOf(
    billed.map(({ used }) => used),
    book,
    { freeTier: false },
  );
  const byDimension = dimensionsOf(bill.lines);
  const began = first ?? { at, total: bill.total, byDimension };
  const elapsed = at - began.at;
  return {
    total: bill.total,
    services: byService(bill.lines),
    perMonth:
      elapsed < MINUTE
        ? undefined
        : bill.total.minus(began.total).times(HOURS_PER_MONTH).div(amount(elapsed).div(HOUR)),
    perThousand: uploads === 0 ? undefined : bill.total.times(1_000).div(uploads),
    unpriced: bill.unpriced.length + unknown.length,
    grown: grownSince(began, byDimension),
    first: began,
  };
}

function dimensionsOf(lines: readonly BillLine[]): ReadonlyMap<string, Amount> {
  const dimensions = new Map<string, Amount>();
  for (const { service, sku, usd } of lines) {
    const name = `${service} ${sku}`;
    dimensions.set(name, (dimensions.get(name) ?? ZERO).plus(usd));
  }
  return dimensions;
}

const grownSince = (began: CostReading, now: ReadonlyMap<string, Amount>): readonly CostGrowth[] =>
  [...now]
    .map(([name, usd]) => ({ name, usd: usd.minus(began.byDimension.get(name) ?? ZERO) }))
    .filter(({ usd }) => usd.gt(0))
    .toSorted((a, b) => b.usd.comparedTo(a.usd) || a.name.localeCompare(b.name));
