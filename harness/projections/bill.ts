/**
 * A month's bill: usage in the dimensions of the price catalogue, times its prices. Free allowances are taken off
 * before the tiers begin, as AWS does for its monthly ones.
 */
import type { Price } from '#fixtures';
import { ZERO, amount, sum, type Amount } from './money.ts';
import type { PriceBook } from './price-book.ts';
import { tieredCost } from './tiers.ts';

/** What was used of one dimension in one month. */
export interface Used {
  /** `S3`, `Lambda`, `DataTransfer` … as in the price catalogue. */
  readonly service: string;
  /** `storage.STANDARD`, `requests`, … */
  readonly sku: string;
  /** A region, or an edge area for the CDN. */
  readonly region: string;
  /** In the unit that the catalogue prices: GB-months, thousands of requests, … */
  readonly quantity: Amount;
}

export interface BillLine extends Used {
  readonly unit: string;
  /** What of the quantity the free tier took. */
  readonly free: Amount;
  readonly usd: Amount;
  readonly source: string;
  readonly asOf: string;
}

/** Usage that no price was found for: its cost is unknown, not zero. */
export interface Unpriced extends Used {
  readonly reason: string;
}

export interface Bill {
  readonly lines: readonly BillLine[];
  readonly unpriced: readonly Unpriced[];
  /** Dollars of the lines that have a price. */
  readonly total: Amount;
}

export interface BillOptions {
  /** Whether the monthly free allowances are taken off. */
  readonly freeTier: boolean;
}

/** Free allowances, pooled over the dimensions named: `[service, sku of the allowance, dimensions]`. */
const ALLOWANCES: readonly (readonly [string, string, RegExp])[] = [
  ['DataTransfer', 'out.internet.freeTier', /^out\.internet$/],
  ['CloudFront', 'freeTier.dto', /^dto\.internet$/],
  ['CloudFront', 'freeTier.requests', /^requests\./],
  ['CloudFront', 'freeTier.functions', /^functions\.invocations$/],
  ['Lambda', 'freeTier.requests', /^requests$/],
  ['Lambda', 'freeTier.duration', /^duration\./],
  ['SQS', 'freeTier.requests', /\.requests$/],
  ['StepFunctions', 'freeTier.transitions', /^standard\.transitions$/],
  ['DynamoDB', 'storage.freeTier', /^storage\.STANDARD$/],
];

/** Prices a month's usage. Quantities of the same dimension are pooled before their tiers are climbed. */
export function billOf(usage: Iterable<Used>, book: PriceBook, { freeTier }: BillOptions): Bill {
  const lines: BillLine[] = [];
  const unpriced: Unpriced[] = [];
  const allowance = freeTier ? createAllowances(book) : () => ZERO;
  for (const used of pooled(usage)) {
    const price = book.price(used.service, used.sku, used.region);
    if (price === undefined) unpriced.push({ ...used, reason: missing(used, book) });
    else lines.push(lineOf(used, freeTier ? price : charged(price), allowance(used)));
  }
  return { lines, unpriced, total: sum(lines.map(({ usd }) => usd)) };
}

function lineOf(used: Used, { tiers, unit, source, asOf }: Price, free: Amount): BillLine {
  const usd = tieredCost(tiers, used.quantity.minus(free));
  return { ...used, unit, free, usd, source, asOf };
}

/** The price without the tiers that its list gives away. */
function charged(price: Price): Price {
  const first = price.tiers.findIndex(({ usd }) => usd > 0);
  return first <= 0 ? price : { ...price, tiers: price.tiers.slice(first) };
}

/** Quantities of the same dimension together; those of nothing left out. */
export function pooled(usage: Iterable<Used>): readonly Used[] {
  const pool = new Map<string, Used>();
  for (const used of usage) {
    if (used.quantity.isZero()) continue;
    const key = `${used.service}|${used.sku}|${used.region}`;
    const before = pool.get(key);
    pool.set(key, before === undefined ? used : { ...used, quantity: before.quantity.plus(used.quantity) });
  }
  return [...pool.values()];
}

/** Hands out what is left of each allowance. */
function createAllowances(book: PriceBook): (used: Used) => Amount {
  const left = ALLOWANCES.map(([service, sku, dimensions]) => ({
    service,
    dimensions,
    quantity: amount(book.price(service, sku, 'global')?.tiers[0]?.upTo ?? 0),
  }));
  return ({ service, sku, quantity }) => {
    const pot = left.find((each) => each.service === service && each.dimensions.test(sku));
    if (pot === undefined) return ZERO;
    const taken = quantity.lt(pot.quantity) ? quantity : pot.quantity;
    pot.quantity = pot.quantity.minus(taken);
    return taken;
  };
}

function missing({ service, sku, region }: Used, { catalogue }: PriceBook): string {
  const elsewhere = catalogue.prices
    .filter((price) => price.service === service && price.sku === sku)
    .map((price) => price.region);
  return elsewhere.length === 0
    ? `no source for the price of ${service} ${sku}`
    : `no source for the price of ${service} ${sku} in ${region}; known for ${elsewhere.join(', ')}`;
}

/** Dollars by service, largest first. */
export function byService(lines: readonly BillLine[]): readonly { service: string; usd: Amount }[] {
  const totals = new Map<string, Amount>();
  for (const { service, usd } of lines) totals.set(service, (totals.get(service) ?? ZERO).plus(usd));
  return [...totals]
    .map(([service, usd]) => ({ service, usd }))
    .toSorted((a, b) => b.usd.comparedTo(a.usd) || a.service.localeCompare(b.service));
}
