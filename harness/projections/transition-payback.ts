/**
 * How long an object must lie in a colder class before its move has paid for itself: the transition's fee against the
 * monthly saving. Evidence: fact sheet load-and-cost, section 5 (a 2.5 MB object repays its move to STANDARD_IA in about
 * 0.4 months, one of 128 KB in about 8).
 */
import type { PriceBook } from './price-book.ts';

const GB = 2 ** 30;

/** Months; infinite when the class saves nothing; `undefined` when a price is unknown. */
export function paybackMonths(
  from: string,
  to: string,
  bytes: number,
  region: string,
  book: PriceBook,
): number | undefined {
  const perGb = (name: string): number | undefined =>
    book.price('S3', `storage.${name}`, region)?.tiers[0]?.usd;
  const fee = book.price('S3', `lifecycle.transition.${to}`, region)?.tiers[0]?.usd;
  const [before, after] = [perGb(from), perGb(to)];
  if (fee === undefined || before === undefined || after === undefined) return undefined;
  const billed = Math.max(bytes, book.storageClass(to).minBillableBytes);
  const saving = (before * bytes - after * billed) / GB;
  return saving <= 0 ? Number.POSITIVE_INFINITY : fee / 1_000 / saving;
}
