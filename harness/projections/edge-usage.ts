/**
 * What serving views costs at the edge: metered by area, or a flat-rate plan that covers requests and transfer
 * together. Evidence: fact sheet load-and-cost, section 3; transfer from S3 to the CDN is free.
 *
 * Price classes below All leave out edges; their viewers are served, and charged, by North America's.
 */
import type { FlatRatePlan } from '#fixtures';
import type { Used } from './bill.ts';
import { amount } from './money.ts';
import type { PriceBook } from './price-book.ts';
import type { Workload } from './workload.ts';

const GB = 2 ** 30;
const TB_IN_GB = 1_024;
const MILLION = 1e6;

export interface Served {
  readonly requests: number;
  readonly bytes: number;
  /** Requests that no edge could answer. */
  readonly misses: number;
}

/** Shares of viewers by edge area. */
const viewerAreas = (workload: Workload): readonly (readonly [string, number])[] => {
  const { 'viewers.us': us, 'viewers.eu': eu, 'cdn.priceClass': priceClass } = workload;
  const rest = Math.max(0, 1 - us - eu);
  return [
    ['US_MX_CA', us],
    ['EU_IL', eu],
    [priceClass === 'All' ? 'AU_NZ' : 'US_MX_CA', rest],
  ];
};

export function edgeUsage(workload: Workload, served: Served, book: PriceBook): readonly Used[] {
  const plan = workload['cdn.plan'];
  const shield: readonly Used[] = workload['cdn.shield']
    ? [used('originShield.requests', workload.region, served.misses / 1e4)]
    : [];
  if (plan !== 'pay-as-you-go') {
    const flat = book.plan(plan);
    return [planUsage(plan, flat, served), ...(flat === undefined ? shield : [])];
  }
  return [
    ...viewerAreas(workload).flatMap(([area, share]) => [
      used('dto.internet', area, (served.bytes / GB) * share),
      used('requests.HTTPS', area, (served.requests / 1e4) * share),
    ]),
    ...shield,
  ];
}

/**
 * The fee of the cheapest level of a plan that covers the month. A month beyond every level is charged to a dimension
 * that has no price: AWS takes no overage but asks for another plan, so its cost is unknown.
 */
function planUsage(plan: string, flat: FlatRatePlan | undefined, { requests, bytes }: Served): Used {
  const level =
    flat === undefined
      ? -1
      : levelsOf(flat).findIndex(({ requestsM, gb }) => requests <= requestsM * MILLION && bytes <= gb * GB);
  return used(level < 0 ? `plan.${plan}.exceeded` : `plan.${plan}.${level}`, 'global', 1);
}

/** A plan's levels with their fees, smallest first. */
export const levelsOf = (
  plan: FlatRatePlan,
): readonly { readonly requestsM: number; readonly gb: number; readonly usd: number }[] => [
  { requestsM: plan.requestsM, gb: plan.dataTransferGB, usd: plan.usdPerMonth },
  ...(plan.usageLevels ?? []).map(({ requestsM, dataTransferTB, usd }) => ({
    requestsM,
    gb: dataTransferTB * TB_IN_GB,
    usd,
  })),
];

const used = (sku: string, region: string, quantity: number): Used => ({
  service: 'CloudFront',
  sku,
  region,
  quantity: amount(quantity),
});
