import { expect, test } from 'vitest';
import { readPrices } from '#fixtures';
import { createPriceBook } from './price-book.ts';
import { catalogueOf } from './price-file.ts';

const offer = (usagetype: string, dimensions: object) => ({
  offerCode: 'AmazonS3',
  publicationDate: '2026-10-01T00:00:00Z',
  products: { P1: { attributes: { usagetype, regionCode: 'eu-central-1' } } },
  terms: { OnDemand: { P1: { 'P1.T': { priceDimensions: dimensions } } } },
});

test('an offer file of the AWS price list replaces the prices it has', () => {
  const dimensions = {
    b: { beginRange: '51200', endRange: 'Inf', pricePerUnit: { USD: '0.0300000000' } },
    a: { beginRange: '0', endRange: '51200', pricePerUnit: { USD: '0.0400000000' } },
  };
  const book = createPriceBook(catalogueOf(offer('EUC1-TimedStorage-ByteHrs', dimensions), 's3.json'));
  expect(book.price('S3', 'storage.STANDARD', 'eu-central-1')).toMatchObject({
    tiers: [
      { upTo: 51_200, usd: 0.04 },
      { upTo: null, usd: 0.03 },
    ],
    source: 's3.json',
    asOf: '2026-10-01T00:00:00Z',
  });
  expect(book.price('S3', 'storage.STANDARD', 'us-east-1')?.tiers[0]?.usd).toBe(0.023);
});

test('the price of one request becomes that of a thousand', () => {
  const dimensions = { a: { beginRange: '0', endRange: 'Inf', pricePerUnit: { USD: '0.0000054000' } } };
  const book = createPriceBook(catalogueOf(offer('EUC1-Requests-Tier1', dimensions), 's3.json'));
  expect(book.price('S3', 'requests.PUT_COPY_POST_LIST.STANDARD', 'eu-central-1')?.tiers).toEqual([
    { upTo: null, usd: 0.0054 },
  ]);
});

test('a catalogue of our own form is taken whole', () => {
  const own = readPrices();
  const only = own.prices.slice(0, 3);
  expect(createPriceBook(catalogueOf({ prices: only }, 'own.json')).catalogue.prices).toEqual(only);
});

const row = { service: 'S3', sku: 's', region: 'r', unit: 'GB', source: 's', asOf: 'd' };

test.each([
  [[], 'is not a JSON object'],
  [{}, 'has neither "prices" nor an "offerCode"'],
  [{ prices: [{ ...row, tiers: [] }] }, 'row 0 of "prices" has no tiers'],
  [{ prices: [{ ...row, tiers: [{ upTo: null, usd: -1 }] }] }, 'without a price of 0 or more'],
  [
    {
      prices: [
        {
          ...row,
          tiers: [
            { upTo: 5, usd: 1 },
            { upTo: 5, usd: 1 },
          ],
        },
      ],
    },
    'tiers that do not rise',
  ],
  [{ prices: [{ ...row, unit: 7, tiers: [{ upTo: null, usd: 1 }] }] }, 'has no unit'],
  [{ offerCode: 'AmazonS3', products: {}, terms: { OnDemand: {} } }, 'has no dimension known here'],
  [{ offerCode: 'AmazonS3' }, 'has no products'],
])('%j is refused', (content, problem) => {
  expect(() => catalogueOf(content, 'prices.json')).toThrow(problem);
});
