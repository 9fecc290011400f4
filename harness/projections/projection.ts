/** A cost projection: what a workload costs month by month, and what it comes to for a thousand images. */
import { billOf, byService, type Bill, type Unpriced, type Used } from './bill.ts';
import { sum, ZERO, type Amount } from './money.ts';
import { monthlyUsage, type MonthlyUsage } from './monthly-usage.ts';
import type { PriceBook } from './price-book.ts';
import type { Workload } from './workload.ts';

export interface MonthlyBill extends MonthlyUsage {
  readonly bill: Bill;
  /** Dollars from the first month up to and with this one. */
  readonly cumulative: Amount;
}

/** Dollars for a thousand images uploaded and processed, stored for a month, and viewed. */
interface UnitCosts {
  readonly upload: Amount;
  readonly store: Amount;
  readonly serve: Amount;
}

export interface Projection {
  readonly workload: Workload;
  readonly months: readonly MonthlyBill[];
  readonly total: Amount;
  readonly services: readonly { readonly service: string; readonly usd: Amount }[];
  /** Of the last month. */
  readonly unitCosts: UnitCosts;
  /** Dimensions whose price is unknown, once each; their cost is in no total. */
  readonly unpriced: readonly Unpriced[];
}

export function project(workload: Workload, book: PriceBook): Projection {
  let cumulative = ZERO;
  const months = monthlyUsage(workload, book).map((usage) => {
    const bill = billOf(usage.used, book, workload);
    cumulative = cumulative.plus(bill.total);
    return { ...usage, bill, cumulative };
  });
  const unpriced = months.flatMap(({ bill }) => bill.unpriced);
  return {
    workload,
    months,
    total: cumulative,
    services: byService(months.flatMap(({ bill }) => bill.lines)),
    unitCosts: unitCosts(months.at(-1)),
    unpriced: [...new Map(unpriced.map((each) => [each.reason, each])).values()],
  };
}

type Purpose = keyof UnitCosts;

function purposeOf({ service, sku }: Used): Purpose {
  if (service === 'CloudFront' || service === 'DataTransfer') return 'serve';
  if (/^(?:requests\.GET_other|retrieval|restore|onDemand\.RRU)/.test(sku)) return 'serve';
  return /^(?:storage|monitoring|lifecycle|key$)/.test(sku) ? 'store' : 'upload';
}

function unitCosts(month: MonthlyBill | undefined): UnitCosts {
  const per = (purpose: Purpose, images: number): Amount => {
    if (month === undefined || images === 0) return ZERO;
    const lines = month.bill.lines.filter((line) => purposeOf(line) === purpose);
    return sum(lines.map(({ usd }) => usd))
      .times(1_000)
      .div(images);
  };
  return {
    upload: per('upload', month?.uploads ?? 0),
    store: per('store', month?.images ?? 0),
    serve: per('serve', month?.views ?? 0),
  };
}
