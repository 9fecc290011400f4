/** Finds prices, and names those that nobody found a source for: an unknown price is never zero. */
import type { FlatRatePlan, Price, PriceCatalogue, StorageClassRule } from '#fixtures';
import { SafelightError } from '#aws';
import { levelsOf } from './edge-usage.ts';

/** Prices that hold everywhere stand under one of these. */
const EVERYWHERE = ['all', 'global'] as const;

export interface PriceBook {
  readonly catalogue: PriceCatalogue;
  /** The price of a dimension in a region or edge area; `undefined` when no source was found. */
  price(service: string, sku: string, region: string): Price | undefined;
  /** Regions that prices of S3 are known for. */
  readonly regions: readonly string[];
  /** Edge areas of the CDN. */
  readonly areas: readonly string[];
  plan(name: string): FlatRatePlan | undefined;
  storageClass(name: string): StorageClassRule;
}

export function createPriceBook(catalogue: PriceCatalogue): PriceBook {
  const prices = [...catalogue.prices, ...planPrices(catalogue)];
  const index = new Map(prices.map((price) => [`${price.service}|${price.sku}|${price.region}`, price]));
  const regionsOf = (service: string, sku: string): readonly string[] =>
    catalogue.prices.flatMap((price) =>
      price.service === service && price.sku === sku ? [price.region] : [],
    );
  return {
    catalogue,
    price: (service, sku, region) =>
      [region, ...EVERYWHERE].map((place) => index.get(`${service}|${sku}|${place}`)).find(Boolean),
    regions: regionsOf('S3', 'storage.STANDARD'),
    areas: regionsOf('CloudFront', 'dto.internet'),
    plan: (name) => catalogue.flatRatePlans.find(({ plan }) => plan.toLowerCase() === name.toLowerCase()),
    storageClass(name) {
      const rule = catalogue.storageClassRules.find((each) => each.class === name);
      if (rule !== undefined) return rule;
      throw new SafelightError('ERR_STORAGE_CLASS', `The price catalogue knows no storage class ${name}.`, {
        hint: `Known are ${catalogue.storageClassRules.map((each) => each.class).join(', ')}.`,
      });
    },
  };
}

/** Flat-rate plans as prices of a month of each of their levels. */
const planPrices = ({
  flatRatePlans,
  flatRatePlansSource,
  flatRatePlansAsOf,
}: PriceCatalogue): readonly Price[] =>
  flatRatePlans.flatMap((plan) =>
    levelsOf(plan).map(({ usd }, level) => ({
      service: plan.service,
      region: 'global',
      sku: `plan.${plan.plan}.${level}`,
      unit: 'plan-month',
      tiers: [{ upTo: null, usd }],
      source: flatRatePlansSource,
      asOf: flatRatePlansAsOf,
    })),
  );
