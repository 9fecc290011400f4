/** What a run would cost at AWS: what the cloud's meter counted meanwhile, at list prices, without free allowances. */
import type { Usage } from '#aws';
import { readPrices } from '#fixtures';
import { billOf, type Bill } from '../projections/bill.ts';
import { billableUsage } from '../projections/metered.ts';
import { amount } from '../projections/money.ts';
import { createPriceBook } from '../projections/price-book.ts';

export interface RunCost {
  readonly usd: number;
  /** Dollars for a thousand of the journey's images; nothing when there was none. */
  readonly perThousand: number | undefined;
  readonly images: number;
  /** `images uploaded` */
  readonly noun: string;
  /** What has a price, dearest first. */
  readonly lines: readonly {
    readonly what: string;
    readonly quantity: number;
    readonly unit: string;
    readonly usd: number;
  }[];
  /** What has none, so that the sum is too low by it. */
  readonly unpriced: readonly string[];
  /** As the meter counted it. */
  readonly usage: readonly Usage[];
}

const keyOf = ({ service, usageType, operation, resource, accountId, region }: Usage): string =>
  [service, usageType, operation, resource, accountId, region].join('|');

export function costOfRun(
  before: readonly Usage[],
  after: readonly Usage[],
  images: number,
  noun: string,
): RunCost {
  const earlier = new Map(before.map((usage) => [keyOf(usage), usage.quantity]));
  const meanwhile = after
    .map((usage) => ({ ...usage, quantity: usage.quantity - (earlier.get(keyOf(usage)) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  const { billed, unknown } = billableUsage(meanwhile);
  const bill: Bill = billOf(
    billed.map(({ used }) => used),
    createPriceBook(readPrices()),
    { freeTier: false },
  );
  return {
    usd: bill.total.toNumber(),
    perThousand: images === 0 ? undefined : bill.total.div(images).times(1_000).toNumber(),
    images,
    noun,
    lines: bill.lines
      .filter(({ usd }) => usd.gt(amount(0)))
      .toSorted((a, b) => b.usd.comparedTo(a.usd))
      .map(({ service, sku, region, quantity, unit, usd }) => ({
        what: `${service} ${sku} (${region})`,
        quantity: quantity.toNumber(),
        unit,
        usd: usd.toNumber(),
      })),
    unpriced: [...bill.unpriced, ...unknown].map(({ reason }) => reason),
    usage: meanwhile,
  };
}
