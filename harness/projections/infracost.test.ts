import { expect, test } from 'vitest';
import { readPrices } from '#fixtures';
import { billOf, pooled } from './bill.ts';
import { exportUsage, importUsage } from './infracost.ts';
import { monthlyUsage } from './monthly-usage.ts';
import { createPriceBook } from './price-book.ts';
import { INITIAL_WORKLOAD } from './workload.ts';

const OPTIONS = { region: 'us-east-1', functionMemory: 1 };
const book = createPriceBook(readPrices());

const USAGE = `
version: 0.1
resource_usage:
  aws_s3_bucket.images:
    standard:
      storage_gb: 1000
      monthly_tier_1_requests: 150000
  module.thumbnails.aws_lambda_function.make:
    monthly_requests: 1000000
    request_duration_ms: 250
  aws_cloudfront_distribution.images:
    monthly_data_transfer_to_internet_gb:
      europe: 100
`;

test('a usage file is priced by resource', () => {
  const { used, ignored } = importUsage(USAGE, OPTIONS);
  const bill = billOf(used, book, { freeTier: false });
  expect(bill.lines.map(({ sku, usd }) => `${sku} ${usd.toFixed(4)}`)).toEqual([
    'storage.STANDARD 23.0000',
    'requests.PUT_COPY_POST_LIST.STANDARD 0.7500',
    'requests 0.2000',
    'duration.x86 4.1667',
    'dto.internet 8.5000',
  ]);
  expect(ignored).toEqual([]);
});

test('usage that is not known here is named', () => {
  const { ignored } = importUsage(
    'resource_usage:\n  aws_nat_gateway.n:\n    monthly_data_processed_gb: 5\n',
    OPTIONS,
  );
  expect(ignored).toEqual(['aws_nat_gateway.n: monthly_data_processed_gb']);
});

test('what goes out comes in again', () => {
  const used = pooled(monthlyUsage(INITIAL_WORKLOAD, book).at(-1)?.used ?? []);
  const memory = INITIAL_WORKLOAD['function.memory'] / 2 ** 30;
  const text = exportUsage(used, memory);
  expect(text).toContain('# not in the format: S3 storage.GLACIER_IR');
  const again = importUsage(text, { region: 'us-east-1', functionMemory: memory }).used;
  for (const { service, sku, region, quantity } of again) {
    const sent = used.find((each) => each.service === service && each.sku === sku && each.region === region);
    expect(quantity.toNumber()).toBeCloseTo(sent?.quantity.toNumber() ?? Number.NaN, 2);
  }
  expect(again.length).toBeGreaterThan(12);
});

test.each([
  ['resource_usage: [', 'is no YAML'],
  ['usage: {}', 'has no resource_usage'],
  ['resource_usage:\n  aws_s3_bucket.a:\n    standard:\n      storage_gb: -3\n', 'has -3'],
  ['resource_usage:\n  aws_s3_bucket.a:\n    standard:\n      storage_gb: lots\n', 'has "lots"'],
])('%j is refused', (text, problem) => {
  expect(() => importUsage(text, OPTIONS)).toThrow(problem);
});
