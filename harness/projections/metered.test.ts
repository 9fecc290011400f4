import { expect, test } from 'vitest';
import { createCloud } from '#aws';
import { readPrices } from '#fixtures';
import { controlClient } from '../control-client.ts';
import { createClients } from '../targets/clients.ts';
import { LOCAL_CREDENTIALS } from '../targets/local-credentials.ts';
import { billOf } from './bill.ts';
import { costAndUsageReport } from './cost-and-usage.ts';
import { billableUsage } from './metered.ts';
import { sum, amount } from './money.ts';
import { createPriceBook } from './price-book.ts';
import { describeUsage } from './usage-report.ts';

const book = createPriceBook(readPrices());
const DAY = 86_400_000;

/** A bucket that held 1 MiB for 30 days, and was asked for it twice. */
async function usedCloud() {
  const cloud = await createCloud({ clock: 'manual', startAt: Date.UTC(2027, 0, 1), seed: 'usage' });
  const clients = createClients({
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: LOCAL_CREDENTIALS,
  });
  const s3 = await clients.s3();
  await s3.createBucket({ Bucket: 'photos' });
  await s3.putObject({ Bucket: 'photos', Key: 'a,"b"', Body: new Uint8Array(2 ** 20) });
  for (let read = 0; read < 2; read += 1) {
    const { Body } = await s3.getObject({ Bucket: 'photos', Key: 'a,"b"' });
    await Body?.transformToByteArray();
  }
  await s3.deleteObject({ Bucket: 'photos', Key: 'none' });
  await cloud.clock.advance(30 * DAY);
  return {
    cloud,
    [Symbol.asyncDispose]: async () => {
      clients.destroy();
      await cloud.close(0);
    },
  };
}

test('what a cloud did is billed in the dimensions of AWS', async () => {
  await using used = await usedCloud();
  const { billed, unknown } = billableUsage(used.cloud.meter.usage());
  const quantity = (sku: string) =>
    sum(billed.filter((each) => each.used.sku === sku).map((each) => each.used.quantity)).toNumber();
  expect(quantity('requests.PUT_COPY_POST_LIST.STANDARD')).toBe(0.002);
  expect(quantity('requests.GET_other.STANDARD')).toBe(0.002);
  expect(quantity('storage.STANDARD')).toBeCloseTo((2 ** 20 * 24 * 30) / 2 ** 30 / 730, 12);
  expect(quantity('out.internet') * 2 ** 30).toBeGreaterThanOrEqual(2 * 2 ** 20);
  expect(quantity('out.internet') * 2 ** 30).toBeLessThan(2 * 2 ** 20 + 5_000);
  expect(unknown).toEqual([]);
});

test('the lines of a cost and usage report add up to the bill', async () => {
  await using used = await usedCloud();
  const { billed } = billableUsage(used.cloud.meter.usage());
  const csv = costAndUsageReport(billed, book, { from: '2027-01-01T00:00:00Z', to: '2027-01-31T00:00:00Z' });
  const [head = '', ...rows] = csv.trimEnd().split('\r\n');
  const column = head.split(',').indexOf('lineItem/UnblendedCost');
  const { total } = billOf(
    billed.map((each) => each.used),
    book,
    { freeTier: false },
  );
  expect(
    sum(rows.map((row) => amount(row.split(',')[column] ?? '0')))
      .minus(total)
      .abs()
      .lt('1e-20'),
  ).toBe(true);
  expect(csv).toContain('AmazonS3,Requests-Tier1,PutObject,photos');
});

test('usage is read from a running cloud as text, JSON and CSV', async () => {
  await using used = await usedCloud();
  const client = controlClient(used.cloud.endpoint);
  expect(await describeUsage(client, 'text')).toContain('S3 storage.STANDARD');
  const json = JSON.parse(await describeUsage(client, 'json')) as { from: string; to: string };
  expect(json).toMatchObject({ currency: 'USD', to: '2027-01-31T00:00:00.000Z' });
  expect(await describeUsage(client, 'cur')).toMatch(/^identity\/LineItemId,/);
});

test('a usage type that nobody knows is named, not dropped', () => {
  const usage = {
    service: 's3',
    usageType: 'Inventory-ObjectsListed',
    operation: '',
    resource: 'photos',
    accountId: '000000000000',
    region: 'us-east-1',
    quantity: 5,
  };
  expect(billableUsage([usage]).unknown).toMatchObject([
    { reason: 's3 Inventory-ObjectsListed is no dimension known here' },
  ]);
});

test.each([
  ['kms', 'KMS-Keys', '', 730, 'key', 1],
  ['secrets-manager', 'AWSSecretsManager-Secrets', '', 730, 'secret', 1],
  ['cloudwatch', 'CW:AlarmMonitorUsage', '', 730, 'alarm.standard', 1],
  ['cloudwatch', 'DashboardsUsageHour', '', 730, 'dashboard', 1],
  ['dynamodb', 'ReadCapacityUnit-Hrs', '', 24, 'provisioned.RCU', 24],
  ['dynamodb', 'TimedStorage-ByteHrs', '', 730 * 2 ** 30, 'storage.STANDARD', 1],
  ['cloudwatch-logs', 'TimedStorage-ByteHrs', '', 730 * 2 ** 30, 'storage', 1],
  ['s3', 'EarlyDelete-SIA', 'STANDARD_IA', 730 * 2 ** 30, 'storage.STANDARD_IA', 1],
  [
    's3',
    'Monitoring-Automation-INT',
    'INTELLIGENT_TIERING',
    730 * 1_000,
    'monitoring.INTELLIGENT_TIERING',
    1,
  ],
  ['s3', 'Retrieval-GIR', 'GetObject', 2 ** 30, 'retrieval.GLACIER_IR', 1],
  ['s3', 'Bulk-Retrieval-Bytes', 'DEEP_ARCHIVE', 2 ** 30, 'retrieval.DEEP_ARCHIVE.bulk', 1],
  ['s3', 'Requests-SIA', 'GetObject', 1_000, 'requests.GET_other.STANDARD_IA', 1],
  ['s3', 'Requests-GIR', 'PutObject', 1_000, 'requests.PUT_COPY_POST_LIST.GLACIER_IR', 1],
  ['s3', 'Requests-Tier4', 'STANDARD_IA', 1_000, 'lifecycle.transition.STANDARD_IA', 1],
  ['s3', 'Requests-Tier3', 'DEEP_ARCHIVE', 1_000, 'lifecycle.transition.DEEP_ARCHIVE', 1],
])('%s %s (%s) of %d is %s of %d', (service, usageType, operation, quantity, sku, units) => {
  const place = { resource: 'r', accountId: '0', region: 'us-east-1' };
  const { billed } = billableUsage([{ service, usageType, operation, quantity, ...place }]);
  expect(billed.map(({ used }) => [used.sku, used.quantity.toNumber()])).toEqual([[sku, units]]);
  expect(book.price(billed[0]!.used.service, sku, 'us-east-1')).toBeDefined();
});

test('a cell that a spreadsheet would run stays text', () => {
  const usage = {
    service: 's3',
    usageType: 'Requests',
    operation: 'PutObject',
    resource: '=HYPERLINK("x")',
    accountId: '0',
    region: 'us-east-1',
    quantity: 1,
  };
  const csv = costAndUsageReport(billableUsage([usage]).billed, book, { from: '', to: '' });
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
});
