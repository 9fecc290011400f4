/**
 * Metered usage as rows of an AWS cost and usage report: one line per account, resource and operation, with AWS's
 * usage types and their region prefixes. A line's cost is its share of its dimension's cost, so that lines add up to
 * the bill.
 *
 * Evidence: "Cost and Usage Reports – Data dictionary" (2026-11): column names of the legacy report.
 */
import { billOf, type BillLine } from './bill.ts';
import type { BilledUsage } from './metered.ts';
import { ZERO, type Amount } from './money.ts';
import type { PriceBook } from './price-book.ts';
import { withPrefix } from './usage-types.ts';

export interface ReportPeriod {
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
}

const COLUMNS = [
  'identity/LineItemId',
  'bill/BillType',
  'bill/PayerAccountId',
  'lineItem/UsageAccountId',
  'lineItem/LineItemType',
  'lineItem/UsageStartDate',
  'lineItem/UsageEndDate',
  'lineItem/ProductCode',
  'lineItem/UsageType',
  'lineItem/Operation',
  'lineItem/ResourceId',
  'lineItem/UsageAmount',
  'lineItem/CurrencyCode',
  'lineItem/UnblendedRate',
  'lineItem/UnblendedCost',
  'product/region',
  'pricing/unit',
] as const;

/** CSV with a header. Rate and cost of usage without a known price are empty. */
export function costAndUsageReport(
  billed: readonly BilledUsage[],
  book: PriceBook,
  { from, to }: ReportPeriod,
): string {
  const bill = billOf(
    billed.map(({ used }) => used),
    book,
    { freeTier: false },
  );
  const lines = new Map(bill.lines.map((line) => [keyOf(line), line]));
  const rows = billed.map(({ usage, product, usageType, used }, index) => {
    const line = lines.get(keyOf(used));
    const rate = line === undefined ? undefined : rateOf(line);
    return [
      String(index + 1).padStart(12, '0'),
      'Anniversary',
      usage.accountId,
      usage.accountId,
      'Usage',
      from,
      to,
      product,
      withPrefix(usageType, used.region),
      usage.operation,
      usage.resource,
      used.quantity.toFixed(),
      'USD',
      rate?.toFixed() ?? '',
      rate?.times(used.quantity).toFixed() ?? '',
      usage.region,
      line?.unit ?? '',
    ];
  });
  return [COLUMNS, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

const keyOf = ({ service, sku, region }: Pick<BillLine, 'service' | 'sku' | 'region'>): string =>
  `${service}|${sku}|${region}`;

const rateOf = ({ usd, quantity }: BillLine): Amount => (quantity.isZero() ? ZERO : usd.div(quantity));

/** A spreadsheet takes a cell that begins like a formula for one, so such a cell is made text. */
const quoted = (cell: string): string => {
  const text = /^[=+@\t\r]|^-(?![\d.])/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
