/** What `safelight usage` prints of a running cloud. */
import { readPrices } from '#fixtures';
import type { ControlClient } from '../control-client.ts';
import { billOf } from './bill.ts';
import { costAndUsageReport } from './cost-and-usage.ts';
import { billableUsage } from './metered.ts';
import { formatUsd } from './money.ts';
import { createPriceBook } from './price-book.ts';
import { billPage } from './report/bill-page.ts';
import { renderPlain } from './report/plain.ts';

/** @throws SafelightError ERR_UNREACHABLE, ERR_NOT_SAFELIGHT */
export async function describeUsage(client: ControlClient, form: 'text' | 'json' | 'cur'): Promise<string> {
  const [usage, { now }, [first]] = await Promise.all([client.usage(), client.clock(), client.journal(0)]);
  const book = createPriceBook(readPrices());
  const { billed, unknown } = billableUsage(usage);
  const from = new Date(Math.min(first?.at ?? Infinity, Date.parse(now))).toISOString();
  if (form === 'cur') return costAndUsageReport(billed, book, { from, to: now });
  const priced = billOf(
    billed.map(({ used }) => used),
    book,
    { freeTier: false },
  );
  const bill = { ...priced, unpriced: [...priced.unpriced, ...unknown] };
  if (form === 'json') return `${JSON.stringify({ currency: 'USD', from, to: now, usage, ...bill })}\n`;
  const title = `Used until ${now}: ${formatUsd(bill.total, 4)} at list prices`;
  return renderPlain(
    billPage(title, bill, ['Free allowances are not taken off; what is free is not listed.']),
  );
}
