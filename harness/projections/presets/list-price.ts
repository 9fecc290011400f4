/** Single list prices and amounts at list price, for comparison with the documents. */
import { SafelightError } from '#aws';
import { amount, type Amount } from '../money.ts';
import type { PriceBook } from '../price-book.ts';
import { tieredCost } from '../tiers.ts';

export interface ListPrices {
  /** Dollars for a quantity in the unit of the price. */
  cost(service: string, sku: string, quantity: number, region?: string): Amount;
  /** Dollars for one unit of the first tier. */
  unit(service: string, sku: string, region?: string): Amount;
}

/** @throws SafelightError ERR_PRICE when the catalogue lacks a price that a preset needs */
export function listPrices(book: PriceBook): ListPrices {
  const priceOf = (service: string, sku: string, region: string): ReturnType<PriceBook['price']> & {} => {
    const price = book.price(service, sku, region);
    if (price !== undefined) return price;
    throw new SafelightError('ERR_PRICE', `The price file has no ${service} ${sku} in ${region}.`, {
      hint: 'The documents are priced for us-east-1; use a price file that has this row.',
    });
  };
  return {
    cost: (service, sku, quantity, region = 'us-east-1') =>
      tieredCost(priceOf(service, sku, region).tiers, amount(quantity)),
    unit: (service, sku, region = 'us-east-1') =>
      amount(priceOf(service, sku, region).tiers[0]?.usd ?? Number.NaN),
  };
}

/** Binary gigabytes of so many decimal ones: AWS bills the former. */
export const binary = (decimalGigabytes: number): number => (decimalGigabytes * 1e9) / 2 ** 30;
